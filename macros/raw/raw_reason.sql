{#- Why a row of raw_judged cannot be used, all reasons in one text, '' where it can: missing or unreadable values. -#}
{% macro raw_reason(declared, key_columns) -%}
    {%- set said = {
        'boolean': 'not a flag', 'integer': 'not a whole number', 'decimal': 'not a number', 'rate': 'not a number',
        'date': 'not a date', 'timestamp': 'not a timestamp', 'currency': 'unknown currency', 'word': 'word not accepted',
    } -%}
    ''
    {%- for column in declared.columns %}
        {%- set value = 'live.' ~ adapter.quote(column.name) -%}
        {%- if column.required and not column.nullable and column.name not in key_columns %}
        || case when {{ value }} is null then '; missing {{ column.name }}' else '' end
        {%- endif %}
        {%- if column.type in said and not (column.type == 'word' and not column.accepted_values) %}
        || case
            when {{ value }} is not null and {{ parse_raw(column) }} is null
                then '; {{ said[column.type] }} in {{ column.name }}: ' || substring({{ value }}, 1, 60)
            else ''
        end
        {%- endif %}
    {%- endfor %}
{%- endmacro %}
