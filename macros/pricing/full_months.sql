{#- Whole months that fit from the first to the last day, counted from the first day. -#}
{% macro full_months(first_on, last_on) -%}
    {%- set after_on = add_days(last_on, 1) -%}
    {%- set calendar = months_between(first_on, after_on) -%}
    ({{ calendar }} - case when {{ add_months(first_on, calendar) }} > {{ after_on }} then 1 else 0 end)
{%- endmacro %}
