-- Every booking of a planned period is in the plan of its rep, its partner and the total, or beside the plans: read from the
-- contract lines by another path, in the reporting currency. Moving one deal to another day or owner is seen here.
with contract_lines as (
    select
        contract_lines.owner_id as rep_id,
        contract_lines.partner_id,
        contract_lines.closed_on,
        {{ round_money(multiply('contract_lines.total_price', 'rates.rate'), 'reporting.minor_units') }} as amount_rc
    from {{ ref('int_canonical__contract_lines') }} as contract_lines
    inner join {{ ref('currencies') }} as reporting on reporting.currency = '{{ var("reporting_currency") }}'
    inner join {{ ref('int_fx__rates_to_reporting') }} as rates
        on contract_lines.currency = rates.currency
        and contract_lines.closed_on between rates.valid_from and rates.valid_to
),

plans as (
    select
        metric,
        scope,
        scope_id,
        period_start,
        period_end,
        actual_amount_rc
    from {{ ref('fct_plan_variance') }}
    where scope <> 'skill'
),

periods as (
    select distinct
        metric,
        scope,
        period_start,
        period_end
    from plans
),

booked as (
    select
        periods.metric,
        periods.scope,
        periods.period_start,
        sum(contract_lines.amount_rc) as amount_rc
    from periods
    inner join contract_lines on contract_lines.closed_on between periods.period_start and periods.period_end
    where periods.scope <> 'partner' or contract_lines.partner_id is not null
    group by periods.metric, periods.scope, periods.period_start
),

in_plans as (
    select
        metric,
        scope,
        period_start,
        sum(actual_amount_rc) as amount_rc
    from plans
    group by metric, scope, period_start
),

booked_by_rep as (
    select
        plans.metric,
        plans.scope_id,
        plans.period_start,
        sum(contract_lines.amount_rc) as amount_rc
    from plans
    inner join contract_lines
        on plans.scope_id = contract_lines.rep_id
        and contract_lines.closed_on between plans.period_start and plans.period_end
    where plans.scope = 'rep'
    group by plans.metric, plans.scope_id, plans.period_start
)

select
    in_plans.metric,
    in_plans.scope,
    'all' as scope_id,
    in_plans.period_start,
    booked.amount_rc as booked_amount_rc,
    in_plans.amount_rc
from in_plans
full outer join booked
    on in_plans.metric = booked.metric
    and in_plans.scope = booked.scope
    and in_plans.period_start = booked.period_start
where coalesce(in_plans.amount_rc, 0) <> coalesce(booked.amount_rc, 0)

union all

select
    plans.metric,
    plans.scope,
    plans.scope_id,
    plans.period_start,
    booked_by_rep.amount_rc,
    plans.actual_amount_rc
from plans
left join booked_by_rep
    on plans.metric = booked_by_rep.metric
    and plans.scope_id = booked_by_rep.scope_id
    and plans.period_start = booked_by_rep.period_start
where
    plans.scope = 'rep'
    and plans.scope_id <> '(unplanned)'
    and plans.actual_amount_rc <> coalesce(booked_by_rep.amount_rc, 0)
