{#- The exact product of an amount or quantity and a rate or unit price, wide enough that it cannot overflow before it is rounded. -#}
{% macro multiply(quantity, rate) -%}
    {{ return(adapter.dispatch('multiply', 'revenue_leakage')(quantity, rate)) }}
{%- endmacro %}

{% macro default__multiply(quantity, rate) -%}
    ({{ quantity }} * {{ rate }})
{%- endmacro %}

{#- DuckDB keeps a product of two 18-digit decimals in 18 digits: one side must be wider. -#}
{% macro duckdb__multiply(quantity, rate) -%}
    (cast({{ quantity }} as decimal(28, 8)) * {{ rate }})
{%- endmacro %}
