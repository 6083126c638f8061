{#- Entities that name a product by its id in their own system, and those that name it by its code. -#}
{%- set by_id = ['contract_lines', 'invoice_lines', 'ledger_lines', 'subscription_items'] -%}
{%- set by_code = [
    'deals', 'usage', 'rate_card', 'promotions', 'price_changes', 'sell_throughs', 'activations', 'deal_registrations'
] -%}

with mentions as (
    {% for entity in by_id %}
        select
            source_relation,
            product_id,
            cast(null as {{ dbt.type_string() }}) as product_code
        from {{ ref('int_canonical__' ~ entity) }}
        union all
    {% endfor %}
    {%- for entity in by_code %}
        select
            source_relation,
            product_code as product_id,
            product_code
        from {{ ref('int_canonical__' ~ entity) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    source_relation,
    product_id,
    max(product_code) as product_code
from mentions
where product_id is not null
group by source_relation, product_id
