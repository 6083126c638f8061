with identifiers as (
    select * from {{ ref('int_entities__identifiers') }}
),

links as (
    select * from {{ ref('int_entities__crm_links') }}
),

held as (
    select
        identifiers.entity_type,
        identifiers.rung_order,
        identifiers.identifier,
        count(distinct links.entity_key) as entity_count,
        min(links.entity_key) as entity_key
    from identifiers
    inner join links
        on identifiers.entity_type = links.entity_type
        and identifiers.record_key = links.record_key
    group by identifiers.entity_type, identifiers.rung_order, identifiers.identifier
)

select
    sought.entity_type,
    sought.record_key,
    sought.identifier,
    sought.rung_order,
    sought.rung,
    held.entity_count,
    held.entity_key
from identifiers as sought
inner join held
    on sought.entity_type = held.entity_type
    and sought.rung_order = held.rung_order
    and sought.identifier = held.identifier
left join links
    on sought.entity_type = links.entity_type
    and sought.record_key = links.record_key
where links.record_key is null
