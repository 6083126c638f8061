{#- One row per row of a relation and stretch of its billing period: the period itself with the amounts up to the expectation, and, where days
    that a cut took off it were invoiced all the same, those days with what exceeds it. So over-billing after the cut stands in its own
    months. relation: a CTE with expected_amount, period_start_on, period_end_on, cut_off_end_on (null for none), minor_units. -#}
{% macro part_at_cut(relation, keys, amounts) -%}
    select
        {% for key in keys + ['minor_units', 'period_start_on', 'period_end_on'] %}{{ key }},
        {% endfor -%}
        {%- for amount in amounts %}
        case when cut_off_end_on is null then {{ amount }} else least({{ amount }}, expected_amount) end as {{ amount }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ relation }}

    union all

    select
        {% for key in keys + ['minor_units'] %}{{ key }},
        {% endfor -%}
        {{ add_days('period_end_on', 1) }},
        cut_off_end_on,
        {%- for amount in amounts %}
        greatest({{ amount }} - expected_amount, 0){{ ',' if not loop.last }}
        {%- endfor %}
    from {{ relation }}
    where cut_off_end_on is not null and greatest({{ amounts | join(', ') }}) > expected_amount
{%- endmacro %}
