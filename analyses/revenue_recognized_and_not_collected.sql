-- Whose revenue stands in the ledger for more than a quarter without any cash?
-- One row per account and currency of layer recognized_vs_collected, months that ended at least 90 days ago. recognized_amount is what
-- the books show, collected_amount what came; the oldest month says how soon auditors will ask for an allowance.
with cells as (
    select * from {{ ref('fct_reconciliation') }}
    where
        layer = 'recognized_vs_collected'
        and status in ('breach', 'orphan_left')
        and {{ add_months('service_month', 1) }} <= {{ add_days(as_of_date(), -90) }}
)

select
    accounts.account_name,
    cells.currency,
    min(cells.service_month) as oldest_month,
    count(*) as month_count,
    sum(cells.left_amount) as recognized_amount,
    sum(cells.right_amount) as collected_amount,
    sum(cells.gross_under_amount) as not_collected_amount,
    sum(cells.gross_over_amount) as collected_beyond_amount,
    sum(case when cells.is_approved or cells.is_waived then 1 else 0 end) as excused_month_count
from cells
left join {{ ref('dim_accounts') }} as accounts on cells.account_key = accounts.account_key
group by accounts.account_name, cells.currency
order by sum(cells.gross_under_amount_rc) desc, accounts.account_name, cells.currency
