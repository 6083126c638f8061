{#- An amount times the quotient of two quantities (decimals of up to 8 places), rounded once to the minor unit of the result:
    `round(amount * part / whole)`. The amount itself may have more decimals, as one in another currency has. -#}
{% macro scale_amount(amount, part, whole, minor_units) -%}
    cast(
        {{ round_div(
            to_minor(amount, 4) ~ ' * ' ~ to_units(part) ~ ' * (case when ' ~ whole ~ ' < 0 then -1 else 1 end)',
            'abs(' ~ to_units(whole) ~ ') * (case ' ~ minor_units ~ ' when 0 then 10000 when 3 then 10 when 4 then 1 else 100 end)'
        ) }} * {{ minor_unit(minor_units) }} as decimal(18, 4)
    )
{%- endmacro %}
