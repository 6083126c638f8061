{#- A text as a JSON string: quotes and backslashes escaped, control characters made blanks; null becomes JSON null. -#}
{% macro json_string(value) -%}
    coalesce('"' || replace(replace(replace(replace(replace({{ value }}, chr(92), chr(92) || chr(92)), '"', chr(92) || '"'), chr(10), ' '), chr(13), ' '), chr(9), ' ') || '"', 'null')
{%- endmacro %}
