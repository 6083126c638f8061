{#- Whole days from the first date to the second (0 for the same day), as an integer. -#}
{% macro days_between(from_date, to_date) -%}
    {{ return(adapter.dispatch('days_between', 'revenue_leakage')(from_date, to_date)) }}
{%- endmacro %}

{% macro default__days_between(from_date, to_date) -%}
    cast({{ to_date }} - {{ from_date }} as integer)
{%- endmacro %}

{% macro spark__days_between(from_date, to_date) -%}
    datediff({{ to_date }}, {{ from_date }})
{%- endmacro %}
