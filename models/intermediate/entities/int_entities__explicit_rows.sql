with explicit as (
    select * from {{ ref('entity_map_explicit') }}
)

select
    lower(trim(entity_type)) as entity_type,
    trim(system) as source_relation,
    trim(cast(system_id as {{ dbt.type_string() }})) as system_id,
    trim(cast(crm_id as {{ dbt.type_string() }})) as crm_id
from explicit
where system_id is not null and crm_id is not null
