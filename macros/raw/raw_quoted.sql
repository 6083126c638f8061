{#- The declared columns of a raw table as quoted SQL references behind an alias. -#}
{% macro raw_quoted(alias, declared) %}
    {%- set quoted = [] -%}
    {%- for column in declared.columns -%}{%- do quoted.append(alias ~ '.' ~ adapter.quote(column.name)) -%}{%- endfor -%}
    {{ return(quoted) }}
{% endmacro %}
