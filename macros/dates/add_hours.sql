{#- A timestamp plus a whole number of hours (a SQL expression), as a timestamp. -#}
{% macro add_hours(timestamp_expr, hours) -%}
    {{ return(adapter.dispatch('add_hours', 'revenue_leakage')(timestamp_expr, hours)) }}
{%- endmacro %}

{% macro duckdb__add_hours(timestamp_expr, hours) -%}
    ({{ timestamp_expr }} + to_hours(cast({{ hours }} as integer)))
{%- endmacro %}

{% macro default__add_hours(timestamp_expr, hours) -%}
    ({{ timestamp_expr }} + make_interval(hours => cast({{ hours }} as integer)))
{%- endmacro %}

{% macro spark__add_hours(timestamp_expr, hours) -%}
    timestampadd(hour, cast({{ hours }} as integer), {{ timestamp_expr }})
{%- endmacro %}
