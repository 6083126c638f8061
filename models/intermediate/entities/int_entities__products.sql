with records as (
    select * from {{ ref('int_entities__product_records') }}
),

links as (
    select * from {{ ref('int_entities__links') }}
    where entity_type = 'product'
),

final as (
    select
        records.record_key,
        links.entity_key as product_key,
        records.source_relation,
        records.product_id,
        links.rung,
        records.product_code,
        records.product_name,
        records.product_family,
        records.is_crm,
        records.is_defined,
        records.record_key = links.entity_key as is_representative
    from records
    inner join links on records.record_key = links.record_key
)

select * from final
