with identifiers as (
    select * from {{ ref('int_entities__account_identifiers') }}
    union all
    select * from {{ ref('int_entities__product_identifiers') }}
),

records as (
    select * from {{ ref('int_entities__records') }}
)

select
    identifiers.entity_type,
    identifiers.record_key,
    records.anchor_key,
    identifiers.identifier,
    identifiers.rung,
    identifiers.rung_order,
    identifiers.is_merged_id
from identifiers
inner join records
    on identifiers.entity_type = records.entity_type
    and identifiers.record_key = records.record_key
