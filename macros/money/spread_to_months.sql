{#- THE spreading rule: one row per input row and calendar month of its period [period_start_on, period_end_on], with the month's
    part of each amount by days, rounded cumulatively (`round(cum_k) - round(cum_{k-1})`), so that the parts sum to the amount.
    relation: a CTE or ref with period_start_on, period_end_on, minor_units; keys: columns to keep; amounts: columns to spread. -#}
{% macro spread_to_months(relation, keys, amounts) -%}
    {%- if var('linting', false) %}
    select *
    from {{ relation }}
    {%- else %}
    select
        {% for key in keys %}{{ key }},
        {% endfor -%}
        service_month,
        {%- for amount in amounts %}
        cast(
            {{ prorate(amount, 'days_through', 'days_in_period', 'minor_units') }}
            - {{ prorate(amount, 'days_before', 'days_in_period', 'minor_units') }} as decimal(18, 4)
        ) as {{ amount }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            period_month.*,
            {{ days_between('period_start_on', 'period_end_on') }} + 1 as days_in_period,
            case
                when service_month <= period_start_on then 0 else {{ days_between('period_start_on', 'service_month') }}
            end as days_before,
            case
                when {{ add_months('service_month', 1) }} > period_end_on then {{ days_between('period_start_on', 'period_end_on') }} + 1
                else {{ days_between('period_start_on', add_months('service_month', 1)) }}
            end as days_through
        from (
            select
                spread_input.*,
                {{ add_months(month_start('spread_input.period_start_on'), 'numbers.n') }} as service_month
            from {{ relation }} as spread_input
            inner join {{ ref('int_util__numbers') }} as numbers
                on numbers.n <= {{ months_between('spread_input.period_start_on', 'spread_input.period_end_on') }}
        ) as period_month
    ) as month_weight
    {%- endif %}
{%- endmacro %}
