{#- Calendar months from the month of the first date to the month of the second, as an integer; days do not count. -#}
{% macro months_between(from_date, to_date) -%}
    cast(
        (extract(year from {{ to_date }}) - extract(year from {{ from_date }})) * 12
        + (extract(month from {{ to_date }}) - extract(month from {{ from_date }})) as integer
    )
{%- endmacro %}
