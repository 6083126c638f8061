{#- A date plus a whole number of days (a SQL expression), as a date. -#}
{% macro add_days(date_expr, days) -%}
    {{ return(adapter.dispatch('add_days', 'revenue_leakage')(date_expr, days)) }}
{%- endmacro %}

{% macro default__add_days(date_expr, days) -%}
    ({{ date_expr }} + cast({{ days }} as integer))
{%- endmacro %}

{% macro spark__add_days(date_expr, days) -%}
    date_add({{ date_expr }}, cast({{ days }} as integer))
{%- endmacro %}
