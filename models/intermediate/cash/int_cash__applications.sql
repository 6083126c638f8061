-- Cash on invoices: one row per payment and invoice, in the invoice's currency and with its tax, net of refunds and disputes.
with applied as (
    select
        payment_key,
        invoice_key,
        applied_amount,
        paid_on,
        'invoice_id' as application_method
    from {{ ref('int_cash__linked') }}
    union all
    select
        payment_key,
        invoice_key,
        applied_amount,
        paid_on,
        'exact_amount'
    from {{ ref('int_cash__exact') }}
    union all
    select
        payment_key,
        invoice_key,
        applied_amount,
        paid_on,
        'first_in_first_out'
    from {{ ref('int_cash__fifo') }}
    union all
    select
        payment_key,
        invoice_key,
        applied_amount,
        paid_on,
        'bank_' || rung
    from {{ ref('int_cash__transfers') }}
)

select
    payment_key,
    invoice_key,
    min(application_method) as application_method,
    sum(applied_amount) as applied_amount,
    max(paid_on) as paid_on
from applied
where applied_amount > 0
group by payment_key, invoice_key
