with identifiers as (
    select * from {{ ref('int_entities__identifiers') }}
),

-- counted per identifier before the join, so that cost grows with the records and not with their square
held as (
    select
        entity_type,
        rung_order,
        identifier,
        count(distinct anchor_key) as entity_count,
        min(anchor_key) as entity_key,
        max(case when is_merged_id then 1 else 0 end) as is_merged_id
    from identifiers
    where anchor_key is not null
    group by entity_type, rung_order, identifier
)

select
    sought.entity_type,
    sought.record_key,
    sought.identifier,
    sought.rung_order,
    case when held.is_merged_id = 1 then 'merged_record' else sought.rung end as rung,
    held.entity_count,
    held.entity_key
from identifiers as sought
inner join held
    on sought.entity_type = held.entity_type
    and sought.rung_order = held.rung_order
    and sought.identifier = held.identifier
where sought.anchor_key is null
