-- A plan stated in one currency stays in it; one stated in several is converted to the reporting currency, at the rate of the
-- day of the plan for all of its amounts, so that exchange rates never look like a change of mind. What nobody planned for is a
-- plan of nothing, '(unplanned)', of each period that others of its scope have planned.
{% set reporting_currency = "'" ~ var('reporting_currency') ~ "'" %}

with series as (
    select
        plan_series.*,
        case
            when
                min(currency) over (partition by metric, scope, scope_id, period_start, period_end)
                = max(currency) over (partition by metric, scope, scope_id, period_start, period_end)
                then currency
            else {{ reporting_currency }}
        end as plan_currency
    from {{ ref('int_plans__series') }} as plan_series
),

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

converted as (
    select
        series.*,
        {% for amount in ['planned', 'first', 'last'] -%}
            case
                when series.currency = series.plan_currency then series.{{ amount }}_amount
                else {{ round_money(multiply('series.' ~ amount ~ '_amount', 'rates.rate'), 'currencies.minor_units') }}
            end as {{ amount }}_in_plan,
        {% endfor -%}
        currencies.minor_units
    from series
    inner join currencies on series.plan_currency = currencies.currency
    left join rates
        on
        series.currency = rates.currency
        and series.stated_on between rates.valid_from and rates.valid_to
),

planned as (
    select
        metric,
        scope,
        scope_id,
        period_start,
        period_end,
        plan_currency as currency,
        minor_units,
        -- of several periods that start on one day: 1 for the shortest, such as the month of a month, quarter and year
        cast(row_number() over (partition by metric, scope, scope_id, period_start order by period_end) as integer) as period_level,
        cast(sum(planned_in_plan) as decimal(18, 4)) as planned_amount,
        cast(sum(first_in_plan) as decimal(18, 4)) as first_amount,
        cast(sum(last_in_plan) as decimal(18, 4)) as last_amount,
        max(stated_on) as stated_on,
        min(first_stated_on) as first_stated_on,
        max(last_stated_on) as last_stated_on,
        cast(max(statement_count) as integer) as statement_count,
        cast(sum(change_count) as integer) as change_count,
        count(*) = count(planned_in_plan) as is_converted
    from converted
    group by metric, scope, scope_id, period_start, period_end, plan_currency, minor_units
),

unplanned as (
    select
        metric,
        scope,
        '(unplanned)' as scope_id,
        period_start,
        period_end,
        {{ reporting_currency }} as currency,
        cast(row_number() over (partition by metric, scope, period_start order by period_end) as integer) as period_level
    from planned
    where scope <> 'total'
    group by metric, scope, period_start, period_end
),

final as (
    select
        planned.*,
        true as is_planned
    from planned

    union all

    select
        unplanned.metric,
        unplanned.scope,
        unplanned.scope_id,
        unplanned.period_start,
        unplanned.period_end,
        unplanned.currency,
        currencies.minor_units,
        unplanned.period_level,
        cast(0 as decimal(18, 4)),
        cast(null as decimal(18, 4)),
        cast(null as decimal(18, 4)),
        cast(null as date),
        cast(null as date),
        cast(null as date),
        cast(null as integer),
        cast(null as integer),
        true,
        false
    from unplanned
    inner join currencies on unplanned.currency = currencies.currency
)

select * from final
