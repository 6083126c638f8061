-- Rung 2: a payment without an invoice whose amount is the open amount of exactly one invoice of the account in that currency, after
-- what named payments and bank transfers paid.
-- Of several such payments the first takes it. A payment of which something went back is first taken for what is left of it; else its
-- whole amount says which invoice it was for, if that was there before the money went back and no other payment pays it.
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
        payments.net_amount - coalesce(linked_payments.linked_amount, 0) as free_amount,
        case when linked_payments.payment_key is null then payments.amount end as whole_amount,
        greatest(coalesce(payments.refunded_on, payments.disputed_on), coalesce(payments.disputed_on, payments.refunded_on)) as reversed_on
    from payments
    left join linked_payments on payments.payment_key = linked_payments.payment_key
    where payments.account_key is not null
),

open_invoices as (
    select
        invoices.invoice_key,
        invoices.account_key,
        invoices.currency,
        invoices.issued_on,
        invoices.payable_amount - coalesce(linked_invoices.applied_amount, 0) as open_amount
    from invoices
    left join linked_invoices on invoices.invoice_key = linked_invoices.invoice_key
),

exact_invoices as (
    select
        account_key,
        currency,
        open_amount,
        min(invoice_key) as invoice_key,
        min(issued_on) as issued_on
    from open_invoices
    where open_amount > 0
    group by account_key, currency, open_amount
    having count(*) = 1
),

matched as (
    select
        free_payments.*,
        exact_invoices.invoice_key,
        case when free_payments.free_amount = exact_invoices.open_amount then 0 else 1 end as is_reversed,
        row_number() over (
            partition by free_payments.payment_key
            order by case when free_payments.free_amount = exact_invoices.open_amount then 0 else 1 end
        ) as offer_no
    from free_payments
    inner join exact_invoices
        on
        free_payments.account_key = exact_invoices.account_key
        and free_payments.currency = exact_invoices.currency
        and (
            free_payments.free_amount = exact_invoices.open_amount
            or (free_payments.whole_amount = exact_invoices.open_amount and free_payments.reversed_on >= exact_invoices.issued_on)
        )
),

ranked as (
    select
        matched.*,
        row_number() over (partition by invoice_key order by is_reversed, paid_on, payment_id, payment_key) as preference
    from matched
    where offer_no = 1
)

select
    payment_key,
    invoice_key,
    free_amount as applied_amount,
    paid_on
from ranked
where preference = 1
