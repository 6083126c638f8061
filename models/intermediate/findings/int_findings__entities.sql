-- Rows of the explicit entity map that link nothing: the system has no such id, or no CRM record and no other row has the id it is linked to.
with explicit as (
    select
        explicit_rows.*,
        count(*) over (partition by entity_type, crm_id) as named_by
    from {{ ref('int_entities__explicit_rows') }} as explicit_rows
),

records as (
    select * from {{ ref('int_entities__records') }}
),

crm_records as (
    select distinct
        entity_type,
        system_id
    from records
    where is_crm
)

select
    {{ data_finding(
        'explicit_link_names_nothing', 'explicit.source_relation', 'entity_map_explicit',
        "explicit.entity_type || '|' || explicit.system_id",
        detail="case when records.record_key is null then 'the system has no such id' else 'the CRM has no ' || explicit.crm_id end"
    ) }}
from explicit
left join records
    on
    explicit.entity_type = records.entity_type
    and explicit.source_relation = records.source_relation
    and explicit.system_id = records.system_id
left join crm_records on explicit.entity_type = crm_records.entity_type and explicit.crm_id = crm_records.system_id
where records.record_key is null or (crm_records.system_id is null and explicit.named_by = 1)
