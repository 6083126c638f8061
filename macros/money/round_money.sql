{#- An amount rounded half away from zero to a currency's minor unit; `minor_units` is the number of decimals (a column or a literal).
    Each branch is cast alone: engines otherwise bring the branches to one scale, and may choose the smallest. -#}
{% macro round_money(amount, minor_units) -%}
    {%- if var('linting', false) -%} round_money({{ amount }}, {{ minor_units }}) {%- else -%}
    case {{ minor_units }}
        when 0 then cast(round({{ amount }}, 0) as decimal(18, 4))
        when 3 then cast(round({{ amount }}, 3) as decimal(18, 4))
        when 4 then cast(round({{ amount }}, 4) as decimal(18, 4))
        else cast(round({{ amount }}, 2) as decimal(18, 4))
    end
    {%- endif -%}
{%- endmacro %}
