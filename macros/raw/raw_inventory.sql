{#- What lies in the raw directory, as leakage.raw_input found it: {raw_dir, exists, relations}. DuckDB only. -#}
{% macro raw_inventory() %}
    {%- set found = run_query("select getvariable('leakage_raw_inventory')").columns[0].values()[0] -%}
    {{ return(fromjson(found)) }}
{% endmacro %}
