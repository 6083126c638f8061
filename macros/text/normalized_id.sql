{#- An id with case and separators ignored: lower-case letters and digits only. -#}
{% macro normalized_id(id) -%}
    {{ return(adapter.dispatch('normalized_id', 'revenue_leakage')(id)) }}
{%- endmacro %}

{% macro default__normalized_id(id) -%}
    regexp_replace(lower({{ id }}), '[^a-z0-9]', '', 'g')
{%- endmacro %}

{% macro spark__normalized_id(id) -%}
    regexp_replace(lower({{ id }}), '[^a-z0-9]', '')
{%- endmacro %}
