{#- A name reduced to what exact comparison is fair on: lower case, letters and digits of any script only, legal suffixes kept;
    null where nothing is left. -#}
{% macro normalized_name(name) -%}
    {{ return(adapter.dispatch('normalized_name', 'revenue_leakage')(name)) }}
{%- endmacro %}

{% macro default__normalized_name(name) -%}
    nullif(regexp_replace(lower({{ name }}), '[^[:alnum:]]', '', 'g'), '')
{%- endmacro %}

{% macro duckdb__normalized_name(name) -%}
    nullif(regexp_replace(lower({{ name }}), '[^\p{L}\p{M}\p{N}]', '', 'g'), '')
{%- endmacro %}

{% macro spark__normalized_name(name) -%}
    nullif(regexp_replace(lower({{ name }}), '[^\\p{L}\\p{M}\\p{N}]', ''), '')
{%- endmacro %}
