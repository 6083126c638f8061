{#- The months from the first to the last day in billionths: whole months counted from the first day, and the rest by
    its days of the month that it begins. -#}
{% macro months_weight(first_on, last_on) -%}
    {%- set after_on = add_days(last_on, 1) -%}
    {%- set calendar = months_between(first_on, after_on) -%}
    {%- set is_short = add_months(first_on, calendar) ~ ' > ' ~ after_on -%}
    {%- set whole = '(' ~ calendar ~ ' - case when ' ~ is_short ~ ' then 1 else 0 end)' -%}
    cast(
        {{ whole }} * cast(1000000000 as bigint)
        + {{ round_div(
            'cast(1000000000 as bigint) * ' ~ days_between(add_months(first_on, whole), after_on),
            days_between(add_months(first_on, whole), add_months(first_on, whole ~ ' + 1'))
        ) }} as bigint
    )
{%- endmacro %}
