with ranked as (
    select
        entity_type,
        record_key,
        entity_key,
        rung,
        rung_order,
        row_number() over (partition by entity_type, record_key order by rung_order) as place
    from {{ ref('int_entities__indirect_matches') }}
    where entity_count = 1
)

select
    entity_type,
    record_key,
    entity_key,
    rung,
    rung_order
from ranked
where place = 1
