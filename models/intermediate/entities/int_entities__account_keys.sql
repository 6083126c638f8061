select
    source_relation,
    account_id,
    account_key
from {{ ref('int_entities__accounts') }}
