-- one code is one product, however many CRM records carry it; without a code each CRM record is a product of its own
with crm as (
    select * from {{ ref('int_entities__product_records') }}
    where is_crm
),

explicit as (
    select * from {{ ref('int_entities__explicit_rows') }}
    where entity_type = 'product'
),

grouped as (
    select
        record_key,
        product_id,
        case
            when product_code is null then record_key
            else min(record_key) over (partition by product_code)
        end as group_key
    from crm
),

-- a person may join two CRM records by hand; the crm_id must be that of exactly one other record
pointers as (
    select
        crm.record_key,
        min(target.group_key) as target_key
    from crm
    inner join explicit
        on
            crm.source_relation = explicit.source_relation
            and crm.product_id = explicit.system_id
    inner join grouped as target
        on
            explicit.crm_id = target.product_id
            and crm.record_key <> target.record_key
    group by crm.record_key
    having count(*) = 1
),

final as (
    select
        grouped.record_key,
        coalesce(pointers.target_key, grouped.group_key) as anchor_key,
        case
            when pointers.target_key is not null then 'explicit'
            when grouped.group_key <> grouped.record_key then 'code'
            else 'crm'
        end as rung
    from grouped
    left join pointers on grouped.record_key = pointers.record_key
)

select * from final
