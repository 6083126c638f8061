with accounts as (
    select
        'account' as entity_type,
        records.record_key,
        records.source_relation,
        records.account_id as system_id,
        records.is_crm,
        records.is_defined,
        anchors.anchor_key,
        anchors.rung as anchor_rung
    from {{ ref('int_entities__account_records') }} as records
    left join {{ ref('int_entities__account_anchors') }} as anchors on records.record_key = anchors.record_key
),

products as (
    select
        'product' as entity_type,
        records.record_key,
        records.source_relation,
        records.product_id as system_id,
        records.is_crm,
        records.is_defined,
        anchors.anchor_key,
        anchors.rung as anchor_rung
    from {{ ref('int_entities__product_records') }} as records
    left join {{ ref('int_entities__product_anchors') }} as anchors on records.record_key = anchors.record_key
),

final as (
    select * from accounts
    union all
    select * from products
)

select * from final
