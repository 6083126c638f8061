with products as (
    select * from {{ ref('stg_generic__products') }}
),

contract_keepers as (
    select * from {{ ref('int_generic__contract_keepers') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        products.source_relation,
        products.product_code as product_id,
        products.product_code,
        products.product_name,
        products.product_family,
        contract_keepers.source_relation is not null as is_crm
    from products
    left join contract_keepers
        on products.source_relation = contract_keepers.source_relation
)

select * from final
