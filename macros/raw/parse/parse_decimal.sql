{#- A number written as text as a decimal, null where it is none: sign, digits, point, exponent; no thousands separators. -#}
{% macro parse_decimal(value, precision, scale) -%}
    case when {{ matches(value, '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?$') }}
        then {{ try_decimal(value, precision, scale) }} end
{%- endmacro %}
