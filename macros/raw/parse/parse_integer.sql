{#- A whole number written as text as a bigint ("12", "12.0", "1.2e1"), null where it is none or has decimals. -#}
{% macro parse_integer(value) -%}
    {%- set parsed = parse_decimal(value, 26, 8) -%}
    case when {{ parsed }} = floor({{ parsed }}) then cast({{ parsed }} as bigint) end
{%- endmacro %}
