-- Which customers pay or are billed a little less than they should, month after month, and never so much that a tolerance notices?
-- The chart's CUSUM found them: months counts the short months since the signal, largest_pct stays below the tolerance, short_amount
-- is what the months add up to. A constant share hints at a price or quantity, a constant amount at a fee somebody deducts.
with chart as (
    select * from {{ ref('fct_control_chart') }}
    where is_persistent_drift
),

tolerances as (
    select * from {{ ref('reconciliation_layers') }}
)

select
    accounts.account_name,
    accounts.owner,
    chart.layer,
    min(chart.service_month) as first_month,
    max(chart.service_month) as last_month,
    min(chart.first_signal_on) as first_signal_on,
    sum(case when chart.variance_amount_rc > 0 then 1 else 0 end) as short_months,
    max(chart.variance_pct) as largest_pct,
    max(tolerances.tolerance_pct) as tolerance_pct,
    sum(chart.variance_amount_rc) as short_amount_rc
from chart
left join tolerances on chart.layer = tolerances.layer
left join {{ ref('dim_accounts') }} as accounts on chart.account_key = accounts.account_key
group by accounts.account_name, accounts.owner, chart.layer
order by sum(chart.variance_amount_rc) desc, accounts.account_name
