with matches as (
    select * from {{ ref('int_entities__crm_matches') }}
    where entity_count > 1
),

links as (
    select * from {{ ref('int_entities__crm_links') }}
),

indirect_matches as (
    select * from {{ ref('int_entities__indirect_matches') }}
    where entity_count > 1
),

indirect_links as (
    select * from {{ ref('int_entities__indirect_links') }}
),

-- a rung counts as tried only while no rung above it has linked the record
tried as (
    select matches.*
    from matches
    left join links
        on matches.entity_type = links.entity_type
        and matches.record_key = links.record_key
    where links.record_key is null or matches.rung_order < links.rung_order
    union all
    select indirect_matches.*
    from indirect_matches
    left join indirect_links
        on indirect_matches.entity_type = indirect_links.entity_type
        and indirect_matches.record_key = indirect_links.record_key
    where indirect_links.record_key is null or indirect_matches.rung_order < indirect_links.rung_order
)

select
    entity_type,
    record_key,
    rung_order,
    min(rung) as rung,
    min(identifier) as identifier,
    max(entity_count) as entity_count
from tried
group by entity_type, record_key, rung_order
