{#- Whether a text matches a regular expression (common subset of RE2, POSIX and Java; anchor it yourself). -#}
{% macro matches(value, pattern) -%}
    {{ return(adapter.dispatch('matches', 'revenue_leakage')(value, pattern)) }}
{%- endmacro %}

{% macro default__matches(value, pattern) -%}
    ({{ value }} ~ '{{ pattern }}')
{%- endmacro %}

{% macro duckdb__matches(value, pattern) -%}
    regexp_matches({{ value }}, '{{ pattern }}')
{%- endmacro %}

{% macro spark__matches(value, pattern) -%}
    ({{ value }} rlike '{{ pattern }}')
{%- endmacro %}
