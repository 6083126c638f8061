{#- The share of an amount up to a cumulative weight, rounded to the minor unit: `round(amount * cumulative / total)`.
    The building stone of spreading and splitting: a part is the difference of two of these, so parts always sum to the amount.
    amount: decimal already on the minor unit; weights: whole numbers; minor_units: decimals of the currency. -#}
{% macro prorate(amount, cumulative_weight, total_weight, minor_units) -%}
    cast(
        {{ round_div(
            to_minor(amount, minor_units) ~ ' * ' ~ cumulative_weight,
            total_weight
        ) }} * {{ minor_unit(minor_units) }} as decimal(18, 4)
    )
{%- endmacro %}

{#- One minor unit of a currency as a decimal: 0.01 for two decimals. -#}
{% macro minor_unit(minor_units) -%}
    {%- if var('linting', false) -%} minor_unit({{ minor_units }}) {%- else -%}
    (case {{ minor_units }} when 0 then cast(1 as decimal(5, 4)) when 3 then cast(0.001 as decimal(5, 4)) when 4 then cast(0.0001 as decimal(5, 4)) else cast(0.01 as decimal(5, 4)) end)
    {%- endif -%}
{%- endmacro %}

{#- An amount as a whole number of minor units. -#}
{% macro to_minor(amount, minor_units) -%}
    {%- if var('linting', false) -%} to_minor({{ amount }}, {{ minor_units }}) {%- else -%}
    cast(cast({{ amount }} as decimal(28, 4)) * (case {{ minor_units }} when 0 then 1 when 3 then 1000 when 4 then 10000 else 100 end) as {{ whole_number() }})
    {%- endif -%}
{%- endmacro %}

{#- A whole number type wide enough for minor units times weights. -#}
{% macro whole_number() -%}
    {{ return(adapter.dispatch('whole_number', 'revenue_leakage')()) }}
{%- endmacro %}
{% macro duckdb__whole_number() -%} hugeint {%- endmacro %}
{% macro default__whole_number() -%} numeric(38, 0) {%- endmacro %}
{% macro spark__whole_number() -%} decimal(24, 0) {%- endmacro %}
