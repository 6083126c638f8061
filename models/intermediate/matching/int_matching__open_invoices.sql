-- What payments that name their invoice leave open on it. Payments without a name are applied after the bank was asked: which invoice
-- they pay is a guess, what a transfer names is not.
with applied as (
    select
        invoice_key,
        sum(applied_amount) as applied_amount
    from {{ ref('int_cash__linked') }}
    group by invoice_key
)

select
    invoices.invoice_key,
    invoices.invoice_id,
    documents.invoice_number,
    documents.system,
    invoices.account_key,
    invoices.currency,
    invoices.payable_amount - coalesce(applied.applied_amount, 0) as open_amount,
    invoices.issued_on,
    invoices.due_on
from {{ ref('int_cash__invoices') }} as invoices
inner join {{ ref('int_canonical__invoices') }} as documents on invoices.invoice_key = documents.invoice_key
left join applied on invoices.invoice_key = applied.invoice_key
where invoices.payable_amount > coalesce(applied.applied_amount, 0)
