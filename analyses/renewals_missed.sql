-- Which contracts renewed by themselves while nobody billed the new term?
-- The customer is bound and may even use the product: send the supplemental invoice before the customer thinks it is free. Sorted by
-- what is gone; days_outstanding shows how long nobody looked, contracted_ahead what the rest of the term is still worth.
with items as (
    select * from {{ ref('fct_leakage_items') }}
    where cause = 'renewal_miss'
),

ahead as (
    select
        contract_line_id,
        sum(contracted_amount - due_amount) as contracted_ahead_amount
    from {{ ref('fct_revenue_states') }}
    where is_renewal_term
    group by contract_line_id
)

select
    accounts.account_name,
    items.subject_id as contract_line_id,
    items.currency,
    items.leakage_amount,
    items.opened_on,
    items.days_outstanding,
    items.carrying_cost,
    ahead.contracted_ahead_amount,
    items.owner,
    items.due_on
from items
left join ahead on items.subject_id = ahead.contract_line_id
left join {{ ref('dim_accounts') }} as accounts on items.account_key = accounts.account_key
order by items.leakage_amount_rc desc, items.subject_id
