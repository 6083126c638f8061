{#- A flag written as text (true, t, yes, y, 1 and their opposites, in any case), null where it is none. -#}
{% macro parse_boolean(value) -%}
    case
        when lower({{ value }}) in ('true', 't', 'yes', 'y', '1', '1.0') then true
        when lower({{ value }}) in ('false', 'f', 'no', 'n', '0', '0.0') then false
    end
{%- endmacro %}
