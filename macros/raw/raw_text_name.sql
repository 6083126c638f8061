{#- Where raw_judged keeps the text of a declared column: the column itself where it stays text, else raw__<name>. -#}
{% macro raw_text_name(column) %}
    {{ return(adapter.quote(column.name) if column.type in ('id', 'text', 'json') else 'raw__text_' ~ column.name) }}
{% endmacro %}
