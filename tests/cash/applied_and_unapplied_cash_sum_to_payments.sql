-- Collected is what customers paid: of each payment, what was applied to invoices and what fits none must be its net amount; of a bank
-- line, what of it is a customer's and recorded nowhere else.
-- Payments on invoices in another currency are left out: their parts are in that currency.
with payments as (
    select
        payment_key,
        currency,
        net_amount
    from {{ ref('int_cash__payments') }}

    union all

    select
        bank_line_key,
        currency,
        sum(amount)
    from {{ ref('int_cash__bank_places') }}
    where place in ('invoice', 'unapplied')
    group by bank_line_key, currency
),

used as (
    select
        applications.payment_key,
        invoices.currency,
        applications.applied_amount as used_amount
    from {{ ref('int_cash__applications') }} as applications
    inner join {{ ref('int_cash__invoices') }} as invoices on applications.invoice_key = invoices.invoice_key

    union all

    select
        payment_key,
        currency,
        unapplied_amount
    from {{ ref('int_cash__unapplied') }}
),

summed as (
    select
        used.payment_key,
        sum(used.used_amount) as used_amount,
        max(case when used.currency = payments.currency then 0 else 1 end) as has_other_currency
    from used
    left join payments on used.payment_key = payments.payment_key
    group by used.payment_key
)

select
    coalesce(payments.payment_key, summed.payment_key) as payment_key,
    payments.net_amount,
    summed.used_amount
from payments
full outer join summed on payments.payment_key = summed.payment_key
where
    payments.payment_key is null
    or (coalesce(summed.used_amount, 0) <> payments.net_amount and coalesce(summed.has_other_currency, 0) = 0)
