{#- A percent number as text: whole numbers without decimals. -#}
{% macro percent_text(percent) -%}
    case
        when {{ percent }} = floor({{ percent }}) then cast(cast({{ percent }} as integer) as {{ dbt.type_string() }})
        else cast({{ percent }} as {{ dbt.type_string() }})
    end || ' %'
{%- endmacro %}
