{#- A text that has the form of a UTC date or instant as a timestamp, null where there is no such day or hour. -#}
{% macro try_timestamp(value) -%}
    {{ return(adapter.dispatch('try_timestamp', 'revenue_leakage')(value)) }}
{%- endmacro %}

{% macro duckdb__try_timestamp(value) -%}
    try_cast({{ value }} as timestamp)
{%- endmacro %}

{% macro spark__try_timestamp(value) -%}
    try_cast(regexp_replace({{ value }}, ' ?(UTC|Z)$', '') as timestamp)
{%- endmacro %}

{% macro default__try_timestamp(value) -%}
    {%- set part = "cast(split_part(split_part(split_part(" ~ value ~ ", ' ', 1), 'T', 1), '-', {}) as integer)" -%}
    case
        when {{ part.format(2) }} between 1 and 12 and {{ part.format(3) }} between 1 and 28
            or {{ part.format(2) }} between 1 and 12 and {{ part.format(3) }} <= extract(day from
                make_date({{ part.format(1) }}, least({{ part.format(2) }}, 12), 1) + interval '1 month - 1 day')
            then cast(regexp_replace({{ value }}, ' ?(UTC|Z)$', '') as timestamp)
    end
{%- endmacro %}
