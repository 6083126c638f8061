-- Which invoices did we raise twice, and which of them did the customer pay twice?
-- duplicate_amount was billed too much; paid_amount of it is the customer's money and has to go back before the customer asks, what
-- is unpaid only needs to be cancelled. A customer who pays everything twice checks nothing: see what else it pays.
with duplicates as (
    select
        account_key,
        contract_line_id,
        currency,
        -sum(case when step = 'contracted_to_billed' then gap_amount else 0 end) as duplicate_amount,
        sum(case when step = 'billed_to_collected' then gap_amount else 0 end) as unpaid_amount,
        min(service_month) as first_month,
        max(service_month) as last_month
    from {{ ref('fct_gap_bridge') }}
    where cause = 'duplicate_invoice'
    group by account_key, contract_line_id, currency
)

select
    accounts.account_name,
    duplicates.contract_line_id,
    duplicates.first_month,
    duplicates.last_month,
    duplicates.currency,
    duplicates.duplicate_amount,
    duplicates.unpaid_amount,
    duplicates.duplicate_amount - duplicates.unpaid_amount as paid_amount
from duplicates
left join {{ ref('dim_accounts') }} as accounts on duplicates.account_key = accounts.account_key
order by duplicates.duplicate_amount - duplicates.unpaid_amount desc, duplicates.contract_line_id
