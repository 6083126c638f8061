select
    source_relation,
    product_id,
    product_key
from {{ ref('int_entities__products') }}
