{#- A weight that was worked out from a coverage in billionths: where it is a few billionths off a whole number of
    months, it is that. -#}
{% macro whole_months(weight) -%}
    {%- set whole = round_div(weight, 'cast(1000000000 as bigint)') ~ ' * cast(1000000000 as bigint)' -%}
    cast(case when abs({{ weight }} - {{ whole }}) <= 40 then {{ whole }} else {{ weight }} end as bigint)
{%- endmacro %}
