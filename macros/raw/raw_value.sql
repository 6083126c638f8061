{#- One raw value as text, null where it is empty or the column is absent. Nested values become JSON text; an id that a loader
    kept as a floating number (12.0) loses its decimal point, so that it meets the same id elsewhere. -#}
{% macro raw_value(column, group, type) -%}
    {%- if not column -%}
        cast(null as {{ dbt.type_string() }})
    {%- else -%}
        {%- set value = adapter.quote(column) -%}
        {%- if column in group.nested -%}{%- set value = nested_to_text(value) -%}{%- endif -%}
        {%- set value = "nullif(trim(cast(" ~ value ~ " as " ~ dbt.type_string() ~ ")), '')" -%}
        {%- if type == 'id' -%}
            case when {{ matches(value, '^[0-9]+[.]0$') }} then substring({{ value }}, 1, length({{ value }}) - 2) else {{ value }} end
        {%- else -%}
            {{ value }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
