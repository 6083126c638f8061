-- Rung 3: the remaining cash of an account pays its remaining invoices first in, first out by due date, as two rows of coins laid
-- side by side: a payment pays an invoice where their stretches overlap.
with payments as (
    select * from {{ ref('int_cash__payments') }}
),

invoices as (
    select * from {{ ref('int_cash__invoices') }}
),

earlier_rungs as (
    select
        payment_key,
        invoice_key,
        link_net_amount as used_amount,
        applied_amount
    from {{ ref('int_cash__linked') }}
    union all
    select
        payment_key,
        invoice_key,
        applied_amount,
        applied_amount
    from {{ ref('int_cash__exact') }}
    union all
    select
        payment_key,
        invoice_key,
        applied_amount,
        applied_amount
    from {{ ref('int_cash__transfers') }}
),

used as (
    select
        payment_key,
        sum(used_amount) as used_amount
    from earlier_rungs
    group by payment_key
),

applied as (
    select
        invoice_key,
        sum(applied_amount) as applied_amount
    from earlier_rungs
    group by invoice_key
),

free_payments as (
    select
        payments.payment_key,
        payments.payment_id,
        payments.account_key,
        payments.currency,
        payments.paid_on,
        payments.net_amount - coalesce(used.used_amount, 0) as free_amount
    from payments
    left join used on payments.payment_key = used.payment_key
    where payments.account_key is not null and payments.net_amount > coalesce(used.used_amount, 0)
),

open_invoices as (
    select
        invoices.invoice_key,
        invoices.invoice_id,
        invoices.account_key,
        invoices.currency,
        invoices.due_on,
        invoices.issued_on,
        invoices.payable_amount - coalesce(applied.applied_amount, 0) as open_amount
    from invoices
    left join applied on invoices.invoice_key = applied.invoice_key
    where invoices.payable_amount > coalesce(applied.applied_amount, 0)
),

paid as (
    select
        free_payments.*,
        sum(free_amount) over (
            partition by account_key, currency order by paid_on, payment_id, payment_key rows between unbounded preceding and current row
        ) as paid_through
    from free_payments
),

owed as (
    select
        open_invoices.*,
        sum(open_amount) over (
            partition by account_key, currency
            order by due_on, issued_on, invoice_id, invoice_key rows between unbounded preceding and current row
        ) as owed_through
    from open_invoices
),

final as (
    select
        paid.payment_key,
        owed.invoice_key,
        least(paid.paid_through, owed.owed_through)
        - greatest(paid.paid_through - paid.free_amount, owed.owed_through - owed.open_amount) as applied_amount,
        paid.paid_on
    from paid
    inner join owed
        on
        paid.account_key = owed.account_key
        and paid.currency = owed.currency
        and paid.paid_through > owed.owed_through - owed.open_amount
        and owed.owed_through > paid.paid_through - paid.free_amount
)

select * from final
