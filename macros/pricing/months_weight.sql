{#- The months from the first to the last day in billionths: the full months (a column made by full_months), and the rest
    by its days of the month that it begins. -#}
{% macro months_weight(first_on, last_on, full_months) -%}
    {%- set rest_on = add_months(first_on, full_months) -%}
    cast(
        {{ full_months }} * cast(1000000000 as bigint)
        + {{ round_div(
            'cast(1000000000 as bigint) * (' ~ days_between(rest_on, last_on) ~ ' + 1)',
            days_between(rest_on, add_months(first_on, full_months ~ ' + 1'))
        ) }} as bigint
    )
{%- endmacro %}
