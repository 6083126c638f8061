{#- A text that has the form of a number as a decimal, null where it does not fit. -#}
{% macro try_decimal(value, precision, scale) -%}
    {{ return(adapter.dispatch('try_decimal', 'revenue_leakage')(value, precision, scale)) }}
{%- endmacro %}

{% macro default__try_decimal(value, precision, scale) -%}
    case when abs(cast({{ value }} as numeric)) < 1e{{ precision - scale }} - 1
        then cast(cast({{ value }} as numeric) as decimal({{ precision }}, {{ scale }})) end
{%- endmacro %}

{% macro duckdb__try_decimal(value, precision, scale) -%}
    try_cast({{ value }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}

{% macro spark__try_decimal(value, precision, scale) -%}
    try_cast({{ value }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}
