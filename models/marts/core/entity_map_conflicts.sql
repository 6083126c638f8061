select
    entity_type,
    candidate_key,
    source_relation as system,
    system_id,
    rung,
    reason
from {{ ref('int_entities__conflicts') }}
