-- Every booking of a period stands once in each scope that was planned for that period: with the plan of its rep, partner or of
-- all, else under '(unplanned)'. It is converted to the plan's currency at the rates of its close date.
with bookings as (
    select * from {{ ref('int_plans__attributed_bookings') }}
),

plans as (
    select * from {{ ref('int_plans__plans') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

planned_periods as (
    select distinct
        metric,
        scope,
        period_start,
        period_end
    from plans
),

placed as (
    select
        planned_periods.*,
        coalesce(plans.scope_id, '(unplanned)') as scope_id,
        bookings.contract_line_key,
        bookings.currency,
        bookings.amount,
        bookings.amount_rc,
        bookings.reporting_rate,
        bookings.closed_on
    from bookings
    inner join planned_periods
        on
        bookings.scope = planned_periods.scope
        and bookings.closed_on between planned_periods.period_start and planned_periods.period_end
    left join plans
        on
        planned_periods.metric = plans.metric
        and planned_periods.scope = plans.scope
        and bookings.scope_id = plans.scope_id
        and planned_periods.period_start = plans.period_start
        and planned_periods.period_end = plans.period_end
),

final as (
    select
        placed.metric,
        placed.scope,
        placed.scope_id,
        placed.period_start,
        placed.period_end,
        placed.contract_line_key,
        plans.currency as plan_currency,
        placed.closed_on,
        placed.amount_rc,
        case
            when placed.currency = plans.currency then placed.amount
            else {{ scale_amount('placed.amount', 'placed.reporting_rate', 'rates.rate', 'plans.minor_units') }}
        end as plan_amount
    from placed
    inner join plans
        on
        placed.metric = plans.metric
        and placed.scope = plans.scope
        and placed.scope_id = plans.scope_id
        and placed.period_start = plans.period_start
        and placed.period_end = plans.period_end
    left join rates
        on
        plans.currency = rates.currency
        and placed.closed_on between rates.valid_from and rates.valid_to
)

select * from final
