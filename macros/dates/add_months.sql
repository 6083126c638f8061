{#- A date plus a whole number of months (a SQL expression), as a date: the day of month is kept, or cut to the month's last day. -#}
{% macro add_months(date_expr, months) -%}
    {{ return(adapter.dispatch('add_months', 'revenue_leakage')(date_expr, months)) }}
{%- endmacro %}

{% macro duckdb__add_months(date_expr, months) -%}
    cast({{ date_expr }} + to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}

{% macro default__add_months(date_expr, months) -%}
    cast({{ date_expr }} + make_interval(months => cast({{ months }} as integer)) as date)
{%- endmacro %}

{% macro spark__add_months(date_expr, months) -%}
    add_months({{ date_expr }}, cast({{ months }} as integer))
{%- endmacro %}
