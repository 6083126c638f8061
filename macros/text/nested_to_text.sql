{#- A nested value (struct, list, map) as JSON text. -#}
{% macro nested_to_text(value) -%}
    {{ return(adapter.dispatch('nested_to_text', 'revenue_leakage')(value)) }}
{%- endmacro %}

{% macro default__nested_to_text(value) -%}
    to_json({{ value }})
{%- endmacro %}
