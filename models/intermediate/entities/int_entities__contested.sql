-- Rungs that would join accounts which stay apart: an identifier of a record that several entities hold, while no stronger rung has linked
-- the record; one that belongs to another entity than a stronger rung has linked it to; and one that several CRM accounts share.
with matches as (
    select * from {{ ref('int_entities__crm_matches') }}
),

links as (
    select * from {{ ref('int_entities__crm_links') }}
),

crm_identifiers as (
    select * from {{ ref('int_entities__identifiers') }}
    where entity_type = 'account' and anchor_key is not null and rung in ('tax_id', 'email_domain', 'name')
),

indirect_matches as (
    select * from {{ ref('int_entities__indirect_matches') }}
    where entity_count > 1
),

indirect_links as (
    select * from {{ ref('int_entities__indirect_links') }}
),

shared as (
    select
        rung,
        identifier,
        count(distinct anchor_key) as entity_count
    from crm_identifiers
    group by rung, identifier
    having count(distinct anchor_key) > 1
),

-- a rung with several entities counts as tried only while no rung above it has linked the record
tried as (
    select
        matches.entity_type,
        matches.record_key,
        matches.rung_order,
        matches.rung,
        matches.identifier,
        matches.entity_count
    from matches
    left join links
        on matches.entity_type = links.entity_type
        and matches.record_key = links.record_key
    where
        (matches.entity_count > 1 and (links.record_key is null or matches.rung_order < links.rung_order))
        or (matches.entity_count = 1 and matches.rung_order > links.rung_order and matches.entity_key <> links.entity_key)
    union all
    select
        crm_identifiers.entity_type,
        crm_identifiers.record_key,
        crm_identifiers.rung_order,
        crm_identifiers.rung,
        crm_identifiers.identifier,
        shared.entity_count
    from crm_identifiers
    inner join shared
        on crm_identifiers.rung = shared.rung
        and crm_identifiers.identifier = shared.identifier
    union all
    select
        indirect_matches.entity_type,
        indirect_matches.record_key,
        indirect_matches.rung_order,
        indirect_matches.rung,
        indirect_matches.identifier,
        indirect_matches.entity_count
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
