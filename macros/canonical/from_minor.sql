{#- A whole number of minor units as an amount: 1999 with 2 decimals is 19.99, 1999 with 0 is 1999. -#}
{% macro from_minor(amount_minor, minor_units) -%}
    cast({{ amount_minor }} * {{ minor_unit(minor_units) }} as decimal(18, 4))
{%- endmacro %}
