{#- An amount times the quotient of two quantities (decimals of up to 8 places), rounded to the minor unit: `round(amount * part / whole)`. -#}
{% macro scale_amount(amount, part, whole, minor_units) -%}
    cast(
        {{ round_div(
            to_minor(amount, minor_units) ~ ' * ' ~ to_units(part) ~ ' * (case when ' ~ whole ~ ' < 0 then -1 else 1 end)',
            'abs(' ~ to_units(whole) ~ ')'
        ) }} * {{ minor_unit(minor_units) }} as decimal(18, 4)
    )
{%- endmacro %}
