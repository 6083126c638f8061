-- Which customers do not pay what we invoiced, why, and who is to ask them?
-- One row per customer and cause: overdue_unpaid is dunning, payment_failure a card to be replaced, dispute a case to be answered,
-- refund and write_off are decisions somebody took. A customer with several causes has a quarrel and no cash problem: call, do not dun.
with items as (
    select * from {{ ref('fct_leakage_items') }}
    where layer = 'billed_vs_collected' and subject_type = 'invoice' and leakage_amount > 0
)

select
    accounts.account_name,
    accounts.owner as account_owner,
    items.cause,
    items.currency,
    count(*) as invoice_count,
    sum(items.leakage_amount) as open_amount,
    min(items.opened_on) as oldest_opened_on,
    max(items.days_outstanding) as longest_days_outstanding,
    sum(items.carrying_cost) as carrying_cost,
    min(items.owner) as action_owner,
    min(items.due_on) as next_due_on
from items
left join {{ ref('dim_accounts') }} as accounts on items.account_key = accounts.account_key
group by accounts.account_name, accounts.owner, items.cause, items.currency
order by sum(items.leakage_amount_rc) desc, accounts.account_name, items.cause
