{#- An amount rounded half away from zero to a currency's minor unit; `minor_units` is the number of decimals (a column or a literal). -#}
{% macro round_money(amount, minor_units) -%}
    cast(
        case {{ minor_units }}
            when 0 then round({{ amount }}, 0)
            when 3 then round({{ amount }}, 3)
            when 4 then round({{ amount }}, 4)
            else round({{ amount }}, 2)
        end as decimal(18, 4)
    )
{%- endmacro %}
