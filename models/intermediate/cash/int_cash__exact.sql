-- Rung 2: a payment without an invoice whose amount is the open amount of exactly one invoice of the account in that currency, after
-- what named payments and bank transfers paid.
-- Of several such payments the first takes it.
with payments as (
    select * from {{ ref('int_cash__payments') }}
),

invoices as (
    select * from {{ ref('int_cash__invoices') }}
),

linked_payments as (
    select
        payment_key,
        sum(link_net_amount) as linked_amount
    from {{ ref('int_cash__linked') }}
    group by payment_key
),

linked_invoices as (
    select
        invoice_key,
        sum(applied_amount) as applied_amount
    from (
        select
            invoice_key,
            applied_amount
        from {{ ref('int_cash__linked') }}
        union all
        select
            invoice_key,
            applied_amount
        from {{ ref('int_cash__transfers') }}
    ) as applied
    group by invoice_key
),

free_payments as (
    select
        payments.payment_key,
        payments.payment_id,
        payments.account_key,
        payments.currency,
        payments.paid_on,
        payments.net_amount - coalesce(linked_payments.linked_amount, 0) as free_amount
    from payments
    left join linked_payments on payments.payment_key = linked_payments.payment_key
    where payments.account_key is not null
),

open_invoices as (
    select
        invoices.invoice_key,
        invoices.account_key,
        invoices.currency,
        invoices.payable_amount - coalesce(linked_invoices.applied_amount, 0) as open_amount
    from invoices
    left join linked_invoices on invoices.invoice_key = linked_invoices.invoice_key
),

exact_invoices as (
    select
        account_key,
        currency,
        open_amount,
        min(invoice_key) as invoice_key
    from open_invoices
    where open_amount > 0
    group by account_key, currency, open_amount
    having count(*) = 1
),

ranked as (
    select
        free_payments.payment_key,
        exact_invoices.invoice_key,
        free_payments.free_amount as applied_amount,
        free_payments.paid_on,
        row_number() over (
            partition by exact_invoices.invoice_key order by free_payments.paid_on, free_payments.payment_id, free_payments.payment_key
        ) as preference
    from free_payments
    inner join exact_invoices
        on
        free_payments.account_key = exact_invoices.account_key
        and free_payments.currency = exact_invoices.currency
        and free_payments.free_amount = exact_invoices.open_amount
)

select
    payment_key,
    invoice_key,
    applied_amount,
    paid_on
from ranked
where preference = 1
