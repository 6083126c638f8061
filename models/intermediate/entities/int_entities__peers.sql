-- an identifier that several linked entities hold is nobody's: it joins no peers either
with identifiers as (
    select * from {{ ref('int_entities__identifiers') }}
),

crm_links as (
    select * from {{ ref('int_entities__crm_links') }}
),

indirect_links as (
    select * from {{ ref('int_entities__indirect_links') }}
),

ambiguous as (
    select distinct
        entity_type,
        record_key,
        rung_order
    from {{ ref('int_entities__indirect_matches') }}
    where entity_count > 1
)

select
    {% for rung in ['explicit', 'metadata_id', 'code', 'tax_id', 'email_domain', 'name'] -%}
        max(case when identifiers.rung = '{{ rung }}' then identifiers.identifier end) as {{ rung }}_value,
    {% endfor -%}
    identifiers.entity_type,
    identifiers.record_key
from identifiers
left join crm_links
    on identifiers.entity_type = crm_links.entity_type
    and identifiers.record_key = crm_links.record_key
left join indirect_links
    on identifiers.entity_type = indirect_links.entity_type
    and identifiers.record_key = indirect_links.record_key
left join ambiguous
    on identifiers.entity_type = ambiguous.entity_type
    and identifiers.record_key = ambiguous.record_key
    and identifiers.rung_order = ambiguous.rung_order
where crm_links.record_key is null and indirect_links.record_key is null and ambiguous.record_key is null
group by identifiers.entity_type, identifiers.record_key
