{#- Where raw input is looked for, in words for messages. -#}
{% macro raw_place() %}
    {{ return(adapter.dispatch('raw_place', 'revenue_leakage')()) }}
{% endmacro %}

{% macro default__raw_place() %}
    {{ return('database ' ~ target.database) }}
{% endmacro %}

{% macro duckdb__raw_place() %}
    {%- set found = raw_inventory() -%}
    {{ return('raw directory ' ~ found.raw_dir ~ ('' if found.exists else ' (which does not exist; set LEAKAGE_RAW_DIR)')) }}
{% endmacro %}
