{#- While linting, the money macros stand as plain calls: the linter reads what models say, not what macros make of it. -#}
{#- Integer quotient rounded half away from zero; both arguments are whole numbers, the divisor positive. Exact on every engine. -#}
{% macro round_div(numerator, divisor) -%}
    {{ return('round_div(' ~ numerator ~ ', ' ~ divisor ~ ')' if var('linting', false) else adapter.dispatch('round_div', 'revenue_leakage')(numerator, divisor)) }}
{%- endmacro %}

{% macro duckdb__round_div(numerator, divisor) -%}
    (sign({{ numerator }}) * ((2 * abs(cast({{ numerator }} as hugeint)) + cast({{ divisor }} as hugeint)) // (2 * cast({{ divisor }} as hugeint))))
{%- endmacro %}

{% macro default__round_div(numerator, divisor) -%}
    (sign({{ numerator }}) * div(2 * abs(cast({{ numerator }} as numeric)) + {{ divisor }}, 2 * cast({{ divisor }} as numeric)))
{%- endmacro %}

{% macro spark__round_div(numerator, divisor) -%}
    (cast(sign({{ numerator }}) as decimal(1, 0)) * cast(
        ((2 * abs(cast({{ numerator }} as decimal(30, 0))) + {{ divisor }})
        - ((2 * abs(cast({{ numerator }} as decimal(30, 0))) + {{ divisor }}) % (2 * cast({{ divisor }} as decimal(30, 0)))))
        / (2 * cast({{ divisor }} as decimal(30, 0))) as decimal(30, 0)))
{%- endmacro %}
