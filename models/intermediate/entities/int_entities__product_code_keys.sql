-- a code that stands for two products (an explicit row tore them apart) is nobody's
select
    product_code,
    min(product_key) as product_key
from {{ ref('int_entities__products') }}
where product_code is not null
group by product_code
having count(distinct product_key) = 1
