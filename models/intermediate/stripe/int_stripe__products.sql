with products as (
    select * from {{ ref('stg_stripe__products') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        source_relation,
        product_id,
        {{ json_text('metadata', 'product_code') }} as product_code,
        product_name,
        cast(null as {{ dbt.type_string() }}) as product_family,
        false as is_crm
    from products
)

select * from final
