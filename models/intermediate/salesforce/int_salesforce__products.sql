with products as (
    select * from {{ ref('stg_salesforce__products') }}
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        source_relation,
        product_id,
        product_code,
        product_name,
        product_family,
        true as is_crm
    from products
)

select * from final
