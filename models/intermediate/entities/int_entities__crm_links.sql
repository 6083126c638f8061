with crm_records as (
    select
        entity_type,
        record_key,
        anchor_key as entity_key,
        anchor_rung as rung,
        0 as rung_order
    from {{ ref('int_entities__records') }}
    where anchor_key is not null
),

ranked as (
    select
        entity_type,
        record_key,
        entity_key,
        rung,
        rung_order,
        row_number() over (partition by entity_type, record_key order by rung_order) as place
    from {{ ref('int_entities__crm_matches') }}
    where entity_count = 1
),

final as (
    select * from crm_records
    union all
    select
        entity_type,
        record_key,
        entity_key,
        rung,
        rung_order
    from ranked
    where place = 1
)

select * from final
