with products as (
    select * from {{ ref('int_canonical__products') }}
),

mentions as (
    select * from {{ ref('int_entities__product_mentions') }}
),

coded as (
    select distinct
        source_relation,
        product_code
    from products
    where product_code is not null
),

defined as (
    select
        source_relation,
        product_id,
        product_code,
        product_name,
        product_family,
        is_crm,
        true as is_defined
    from products
),

-- a mention is defined by a record with its id or, where it is a code, by a record of the same system with that code
undefined as (
    select
        mentions.source_relation,
        mentions.product_id,
        mentions.product_code,
        cast(null as {{ dbt.type_string() }}) as product_name,
        cast(null as {{ dbt.type_string() }}) as product_family,
        false as is_crm,
        false as is_defined
    from mentions
    left join products
        on mentions.source_relation = products.source_relation
        and mentions.product_id = products.product_id
    left join coded
        on mentions.source_relation = coded.source_relation
        and mentions.product_code = coded.product_code
    where products.product_id is null and coded.product_code is null
),

final as (
    select * from defined
    union all
    select * from undefined
)

select
    {{ surrogate_key(['source_relation', 'product_id']) }} as record_key,
    final.*
from final
