-- What exceeds an invoice is unapplied cash: an invoice that is paid more than it asks for would hide an unpaid one.
select
    invoice_key,
    payable_amount,
    applied_amount
from {{ ref('int_cash__invoice_totals') }}
where applied_amount > greatest(payable_amount, 0)
