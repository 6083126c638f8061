{#- Quotient of two amounts as decimal(18,8), rounded half away from zero; null where the divisor is 0. No engine's own division is used. -#}
{% macro ratio(numerator, denominator) -%}
    cast(
        case when {{ denominator }} <> 0 then
            {{ round_div(
                'cast(cast(' ~ numerator ~ ' as decimal(28, 4)) * 10000 as ' ~ whole_number() ~ ') * 100000000 * (case when ' ~ denominator ~ ' < 0 then -1 else 1 end)',
                'abs(cast(cast(' ~ denominator ~ ' as decimal(28, 4)) * 10000 as ' ~ whole_number() ~ '))'
            ) }} * cast(0.00000001 as decimal(9, 8))
        end as decimal(18, 8)
    )
{%- endmacro %}
