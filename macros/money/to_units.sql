{#- A quantity, rate or price of up to 8 decimals as a whole number of hundred-millionths: exact input for round_div. -#}
{% macro to_units(quantity) -%}
    cast(cast({{ quantity }} as decimal(28, 8)) * 100000000 as {{ whole_number() }})
{%- endmacro %}
