-- Product files are optional and a product's id is its code: a code that only deals, contracts, invoices or postings name is a product too,
-- so that rate cards, promotions and meters find it. It is no anchor: a code that nobody else has stays unlinked.
with products as (
    select * from {{ ref('stg_generic__products') }}
),

contract_keepers as (
    select * from {{ ref('int_generic__contract_keepers') }}
),

named as (
    {% for entity in ['deals', 'contract_lines', 'invoice_lines', 'ledger_lines'] -%}
        select
            source_relation,
            product_code
        from {{ ref('stg_generic__' ~ entity) }}
        where product_code is not null
        {{ 'union' if not loop.last }}
    {% endfor %}
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

    union all

    select
        cast('generic' as {{ dbt.type_string() }}),
        named.source_relation,
        named.product_code,
        named.product_code,
        cast(null as {{ dbt.type_string() }}),
        cast(null as {{ dbt.type_string() }}),
        false
    from named
    left join products
        on
        named.source_relation = products.source_relation
        and named.product_code = products.product_code
    where products.product_code is null
)

select * from final
