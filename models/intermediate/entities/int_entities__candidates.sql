{#- A conflict lists at most this many candidates; its reason says how many there are. -#}
{%- set listed = 10 -%}

with conflicts as (
    select * from {{ ref('int_entities__contested') }}
),

contested as (
    select distinct
        entity_type,
        rung_order,
        identifier
    from conflicts
),

holders as (
    select distinct
        identifiers.entity_type,
        identifiers.rung_order,
        identifiers.identifier,
        links.entity_key
    from {{ ref('int_entities__identifiers') }} as identifiers
    inner join {{ ref('int_entities__crm_links') }} as links
        on identifiers.entity_type = links.entity_type
        and identifiers.record_key = links.record_key
    inner join contested
        on identifiers.entity_type = contested.entity_type
        and identifiers.rung_order = contested.rung_order
        and identifiers.identifier = contested.identifier
),

ranked as (
    select
        holders.*,
        row_number()
            over (partition by holders.entity_type, holders.rung_order, holders.identifier order by holders.entity_key)
            as place
    from holders
)

select
    conflicts.entity_type,
    conflicts.record_key,
    ranked.entity_key as candidate_key,
    conflicts.rung_order,
    conflicts.rung,
    conflicts.identifier,
    conflicts.entity_count
from conflicts
inner join ranked
    on conflicts.entity_type = ranked.entity_type
    and conflicts.rung_order = ranked.rung_order
    and conflicts.identifier = ranked.identifier
left join {{ ref('int_entities__crm_links') }} as links
    on conflicts.entity_type = links.entity_type
    and conflicts.record_key = links.record_key
-- the entity that the record is joined with is none that it is kept apart from
where ranked.place <= {{ listed }} and (links.entity_key is null or ranked.entity_key <> links.entity_key)
