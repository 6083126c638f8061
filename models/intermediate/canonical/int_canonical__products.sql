with mapped as (
    {{ union_mappings([], computed=['product_record_key']) }}
)

select
    {{ surrogate_key(['source_relation', 'product_id']) }} as product_record_key,
    system,
    source_relation,
    product_id,
    product_code,
    product_name,
    product_family,
    is_crm
from mapped
