{#- Which stretch of 32 days a date lies in: rows of one window stand in one, or in two or more that follow each other. -#}
{% macro window_bucket(day) -%}
    cast(({{ days_between("date '2000-01-01'", day) }} - mod({{ days_between("date '2000-01-01'", day) }}, 32)) / 32 as integer)
{%- endmacro %}
