-- What was forecast for each partner at the start of a period, spread over its months by days; of periods that overlap (a month, its
-- quarter, its year) the shortest.
with plans as (
    select
        plans.scope_id,
        plans.currency,
        plans.minor_units,
        plans.planned_amount,
        plans.period_start as period_start_on,
        plans.period_end as period_end_on
    from {{ ref('int_plans__plans') }} as plans
    where
        plans.metric = 'forecast_accuracy' and plans.scope = 'partner' and plans.is_planned and plans.is_converted
        and plans.period_level = 1
),

partners as (
    select distinct
        plan_partner_id,
        partner_key
    from {{ ref('int_plans__partners') }}
),

keyed as (
    select
        plans.*,
        partners.partner_key,
        {{ surrogate_key(['partners.partner_key', 'plans.period_start_on', 'plans.period_end_on', 'plans.currency']) }} as forecast_key
    from plans
    inner join partners on plans.scope_id = partners.plan_partner_id
),

spread as (
    {{ spread_to_months('keyed', ['forecast_key', 'partner_key', 'currency'], ['planned_amount']) }}
)

select
    partner_key,
    service_month as month,
    currency,
    cast(sum(planned_amount) as decimal(18, 4)) as forecast_amount
from spread
group by partner_key, service_month, currency
