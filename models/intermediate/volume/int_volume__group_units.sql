-- How many units each group bills in a service month: recurring ones as units times the part of the month, so that a full month counts
-- the quantity and a quarter three times it; all others by their days of the period, with cumulative rounding.
with groups as (
    select * from {{ ref('int_bridge__groups') }}
    where line_count > 0
),

-- lines that bill no expected period have no role there: their own quantity, and a reduction in price has none
unexpected as (
    select
        group_key,
        sum(case when revenue_amount < 0 and not is_proration then 0 when revenue_amount < 0 then -quantity else quantity end) as quantity
    from {{ ref('int_billing__pieces') }}
    where expectation_key is null
    group by group_key
),

months as (
    select
        group_key,
        service_month
    from {{ ref('int_states__group_cells') }}
),

bounded as (
    select
        groups.group_key,
        groups.charge_type,
        months.service_month,
        {{ add_months('months.service_month', 1) }} as next_month,
        groups.period_start_on,
        coalesce(groups.cut_off_end_on, groups.period_end_on) as period_end_on,
        {{ days_between('groups.period_start_on', 'groups.period_end_on') }} + 1 as quantity_days,
        coalesce(case when groups.has_expectation then groups.billed_quantity else unexpected.quantity end, 0) as quantity
    from groups
    inner join months on groups.group_key = months.group_key
    left join unexpected on groups.group_key = unexpected.group_key
),

-- the quantity of a period of which days were cut off counts its days in units of what was left of it
counted as (
    select
        bounded.*,
        {{ days_between('period_start_on', 'period_end_on') }} + 1 as period_days,
        {{ days_between('service_month', 'next_month') }} as month_days,
        {{ days_between('period_start_on', 'greatest(service_month, period_start_on)') }} as days_before,
        {{ days_between('period_start_on', 'least(next_month, ' ~ add_days('period_end_on', 1) ~ ')') }} as days_through
    from bounded
)

select
    group_key,
    service_month,
    cast(
        case
            when charge_type = 'recurring'
                then {{ round_div(to_units('quantity') ~ ' * quantity_days * (days_through - days_before)', '(period_days * month_days)') }}
            else
                {{ round_div(to_units('quantity') ~ ' * days_through', 'period_days') }}
                - {{ round_div(to_units('quantity') ~ ' * days_before', 'period_days') }}
        end * cast(0.00000001 as decimal(9, 8)) as decimal(18, 8)
    ) as units
from counted
