-- one code is one product, however many CRM records carry it; without a code each CRM record is a product of its own
with crm as (
    select * from {{ ref('int_entities__product_records') }}
    where is_crm
),

explicit as (
    select * from {{ ref('int_entities__explicit_rows') }}
    where entity_type = 'product'
),

-- a person may join two CRM records by hand; the crm_id must be that of exactly one other record
stated as (
    select
        crm.record_key,
        min(other.record_key) as target_key
    from crm
    inner join explicit
        on crm.source_relation = explicit.source_relation
        and crm.product_id = explicit.system_id
    inner join crm as other
        on explicit.crm_id = other.product_id
        and crm.record_key <> other.record_key
    group by crm.record_key
    having count(*) = 1
),

-- one hop: a target that is itself sent elsewhere is no target
pointers as (
    select stated.*
    from stated
    left join stated as onward on stated.target_key = onward.record_key
    where onward.record_key is null
),

grouped as (
    select
        crm.record_key,
        case
            when crm.product_code is null then crm.record_key
            else min(crm.record_key) over (partition by crm.product_code)
        end as group_key
    from crm
    left join pointers on crm.record_key = pointers.record_key
    where pointers.record_key is null
),

final as (
    select
        record_key,
        group_key as anchor_key,
        case when group_key = record_key then 'crm' else 'code' end as rung
    from grouped
    union all
    select
        pointers.record_key,
        grouped.group_key as anchor_key,
        'explicit' as rung
    from pointers
    inner join grouped on pointers.target_key = grouped.record_key
)

select * from final
