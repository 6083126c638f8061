-- Persistent drift as parts of items: per account and currency, month by month since the run began, the small differences that have no
-- item of their own.
with signals as (
    select * from {{ ref('int_drift__signals') }}
    where is_significant and layer = 'booked_vs_billed'
),

differences as (
    select * from {{ ref('int_drift__small_differences') }}
)

select
    {{ surrogate_key(["'persistent_drift'", 'differences.account_key', 'differences.currency', 'differences.service_month']) }} as part_key,
    'booked_vs_billed' as layer,
    differences.account_key,
    differences.currency,
    differences.minor_units,
    case when differences.difference_amount <> 0 then {{ ratio('differences.difference_amount_rc', 'differences.difference_amount') }} end as reporting_rate,
    differences.difference_amount as gap_amount,
    differences.service_month as opened_on
from differences
inner join signals on differences.account_key = signals.account_key
where
    differences.service_month >= signals.run_started_on
    and {{ add_months('differences.service_month', 1) }} <= {{ add_days(as_of_date(), 1) }}
    and differences.difference_amount <> 0
