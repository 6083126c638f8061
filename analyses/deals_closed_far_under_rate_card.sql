-- Which deals closed 20 % or more under rate card, who approved them, and what became of them?
-- Read from the largest discount down: status says whether an approval covers it, approver who gave it; due, collected and leaked
-- show what the money did since. A deep discount that was also paid late or not at all was no investment in a good customer.
with discounts as (
    select * from {{ ref('fct_discount_approvals') }}
    where discount_pct >= 20
),

deals as (
    select * from {{ ref('fct_deal_lifecycle') }}
),

accounts as (
    select * from {{ ref('dim_accounts') }}
),

states as (
    select
        contract_line_id,
        sum(due_amount) as due_amount,
        sum(collected_amount) as collected_amount
    from {{ ref('fct_revenue_states') }}
    group by contract_line_id
),

leaks as (
    select
        contract_line_id,
        sum(gap_amount) as leaked_amount
    from {{ ref('fct_gap_bridge') }}
    where is_leakage
    group by contract_line_id
)

select
    accounts.account_name,
    discounts.opportunity_id,
    discounts.contract_line_id,
    deals.owner_id,
    deals.close_on,
    discounts.currency,
    discounts.list_amount,
    discounts.net_amount,
    discounts.list_amount - discounts.net_amount as given_amount,
    discounts.discount_pct,
    discounts.approved_pct,
    discounts.approver,
    discounts.status,
    states.due_amount,
    states.collected_amount,
    coalesce(leaks.leaked_amount, 0) as leaked_amount
from discounts
left join deals on discounts.opportunity_id = deals.deal_id
left join accounts on discounts.account_key = accounts.account_key
left join states on discounts.contract_line_id = states.contract_line_id
left join leaks on discounts.contract_line_id = leaks.contract_line_id
order by discounts.discount_pct desc, discounts.contract_line_id
