-- Whose forecasts can be planned with, and whose only look precise at the end?
-- One row per rep, partner and the total, over all ended periods: bias tells optimists (negative) from sandbaggers (positive),
-- weighted_absolute_error how far off they are either way. repaired counts forecasts that were a breach at the start of their period
-- and moved by more than a tenth before its end: right when it was of no use any more.
with forecasts as (
    select
        plans.*,
        row_number() over (partition by scope, scope_id, currency order by period_end desc) as latest
    from {{ ref('fct_plan_variance') }} as plans
    where
        metric = 'forecast_accuracy'
        and is_ended
        and not_assessable_reason is null
        and scope_id <> '(unplanned)'
)

select
    scope,
    scope_id,
    currency,
    count(*) as period_count,
    sum(case when is_breach then 1 else 0 end) as breach_count,
    max(case when latest = 1 then bias end) as bias,
    max(case when latest = 1 then weighted_absolute_error end) as weighted_absolute_error,
    sum(change_count) as change_count,
    sum(case when is_breach and abs(last_planned - planned) * 10 > abs(planned) then 1 else 0 end) as repaired_count,
    sum(planned) as planned_amount,
    sum(actual) as booked_amount
from forecasts
group by scope, scope_id, currency
order by max(case when latest = 1 then weighted_absolute_error end) desc, scope, scope_id
