-- Quotas and forecasts against what was booked; what nobody planned only where something was booked.
with plans as (
    select * from {{ ref('int_plans__plans') }}
),

actuals as (
    select
        metric,
        scope,
        scope_id,
        period_start,
        period_end,
        cast(sum(plan_amount) as decimal(18, 4)) as actual_amount,
        cast(sum(amount_rc) as decimal(18, 4)) as actual_amount_rc,
        cast(count(*) as integer) as booking_count,
        cast(count(*) - count(plan_amount) as integer) as unconverted_count
    from {{ ref('int_plans__booked') }}
    group by metric, scope, scope_id, period_start, period_end
),

evidence as (
    select * from {{ ref('int_plans__evidence') }}
),

final as (
    select
        plans.*,
        coalesce(actuals.actual_amount, cast(0 as decimal(18, 4))) as actual_amount,
        coalesce(actuals.actual_amount_rc, cast(0 as decimal(18, 4))) as actual_amount_rc,
        coalesce(actuals.booking_count, 0) as booking_count,
        plans.period_end <= {{ as_of_date() }} as is_ended,
        case
            when not evidence.is_assessable then evidence.reason
            when not plans.is_converted then 'the plan is in several currencies and one has no exchange rate'
            when actuals.unconverted_count > 0 then 'some bookings have no exchange rate to the currency of the plan'
        end as not_assessable_reason
    from plans
    cross join evidence
    left join actuals
        on
        plans.metric = actuals.metric
        and plans.scope = actuals.scope
        and plans.scope_id = actuals.scope_id
        and plans.period_start = actuals.period_start
        and plans.period_end = actuals.period_end
    where plans.is_planned or actuals.booking_count > 0
)

select * from final
