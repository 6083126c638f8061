{#- An amount per unit and month as decimal(18,8), rounded half away from zero; null where there is no quantity. -#}
{% macro unit_price(amount, quantity) -%}
    cast(
        case when {{ quantity }} <> 0 then
            {{ round_div(
                to_units(amount) ~ ' * 100000000 * (case when ' ~ quantity ~ ' < 0 then -1 else 1 end)',
                'abs(' ~ to_units(quantity) ~ ')'
            ) }} * cast(0.00000001 as decimal(9, 8))
        end as decimal(18, 8)
    )
{%- endmacro %}
