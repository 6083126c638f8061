{#- The part of a quantity that belongs to one amount of a positive total, as decimal(18,8), rounded half away
    from zero. -#}
{% macro share_quantity(quantity, amount, total_amount) -%}
    cast(
        {{ round_div(
            to_units(quantity) ~ ' * cast(' ~ amount ~ ' * 10000 as ' ~ whole_number() ~ ')',
            'cast(' ~ total_amount ~ ' * 10000 as ' ~ whole_number() ~ ')'
        ) }} * cast(0.00000001 as decimal(9, 8)) as decimal(18, 8)
    )
{%- endmacro %}
