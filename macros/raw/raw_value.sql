{#- One raw value as text, null where it is empty or the column is absent; nested values become JSON text. -#}
{% macro raw_value(column, group) -%}
    {%- if not column -%}
        cast(null as {{ dbt.type_string() }})
    {%- else -%}
        {%- set value = adapter.quote(column) -%}
        {%- if column in group.nested -%}{%- set value = nested_to_text(value) -%}{%- endif -%}
        nullif(trim(cast({{ value }} as {{ dbt.type_string() }})), '')
    {%- endif -%}
{%- endmacro %}
