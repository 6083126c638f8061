-- Which postings to revenue have no invoice, stand twice, or are missing?
-- Errors of the books and no lost money: correct them before the quarter closes. posting_without_invoice overstates revenue and is the
-- one to explain to auditors, posting_missing understates it, posting_duplicate does nothing but embarrass.
select
    items.cause,
    accounts.account_name,
    items.subject_type,
    items.subject_id,
    items.currency,
    items.leakage_amount as difference_amount,
    items.opened_on,
    items.days_outstanding,
    items.recommended_action,
    items.owner,
    items.due_on
from {{ ref('fct_leakage_items') }} as items
left join {{ ref('dim_accounts') }} as accounts on items.account_key = accounts.account_key
where items.layer = 'billed_vs_recognized'
order by items.cause, items.leakage_amount_rc desc, items.subject_id
