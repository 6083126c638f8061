{#- Why a typed row cannot be used, all reasons in one text, '' where it can: needed values that are missing, texts that did
    not parse (shown up to 60 characters). -#}
{% macro raw_reason(declared, key_columns) -%}
    {%- set said = {
        'boolean': 'not a flag', 'integer': 'not a whole number', 'decimal': 'not a number', 'rate': 'not a number',
        'date': 'not a date', 'timestamp': 'not a timestamp', 'currency': 'unknown currency', 'word': 'word not accepted',
    } -%}
    (''
    {%- for column in declared.columns %}
        {%- if column.required and not column.nullable and column.name not in key_columns %}
    || case when {{ raw_text_name(column) }} is null then '; missing {{ column.name }}' else '' end
        {%- endif %}
        {%- if column.type in said and not (column.type == 'word' and not column.accepted_values) %}
    || case
        when {{ adapter.quote(column.name) }} is null and {{ raw_text_name(column) }} is not null
            then '; {{ said[column.type] }} in {{ column.name }}: ' || substring({{ raw_text_name(column) }}, 1, 60)
        else ''
    end
        {%- endif %}
    {%- endfor %})
{%- endmacro %}
