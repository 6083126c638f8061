{#- A unit price times a quantity (in units and months) to eight decimals, before it is rounded to money. -#}
{% macro extended_price(unit_price, quantity) -%}
    cast({{ multiply(quantity, unit_price) }} as decimal(28, 8))
{%- endmacro %}
