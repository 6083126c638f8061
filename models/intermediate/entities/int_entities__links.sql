with records as (
    select * from {{ ref('int_entities__records') }}
),

crm_links as (
    select * from {{ ref('int_entities__crm_links') }}
),

indirect_links as (
    select * from {{ ref('int_entities__indirect_links') }}
),

peer_links as (
    select * from {{ ref('int_entities__peer_links') }}
)

select
    records.entity_type,
    records.record_key,
    records.source_relation,
    records.system_id,
    coalesce(
        crm_links.entity_key,
        indirect_links.entity_key,
        peer_links.entity_key,
        records.record_key
    ) as entity_key,
    coalesce(crm_links.rung, indirect_links.rung, peer_links.rung, 'unlinked') as rung,
    records.is_crm,
    records.is_defined
from records
left join crm_links
    on records.entity_type = crm_links.entity_type
    and records.record_key = crm_links.record_key
left join indirect_links
    on records.entity_type = indirect_links.entity_type
    and records.record_key = indirect_links.record_key
left join peer_links
    on records.entity_type = peer_links.entity_type
    and records.record_key = peer_links.record_key
