{#- A quantity times a weight in billionths (of a month, of a period) as decimal(20,8), rounded half away from zero. -#}
{% macro weigh_quantity(quantity, weight) -%}
    cast(
        {{ round_div(to_units(quantity) ~ ' * ' ~ weight, 'cast(1000000000 as bigint)') }}
        * cast(0.00000001 as decimal(9, 8)) as decimal(20, 8)
    )
{%- endmacro %}
