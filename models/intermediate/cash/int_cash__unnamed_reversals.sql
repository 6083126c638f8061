-- Refunds and withdrawn disputes of payments that name no invoice, on the invoice that the payment was for: that of the exact amount; else
-- first in, first out on what is left open, only where the invoice was there before the money went back. They explain what is missing.
with payments as (
    select payments.*
    from {{ ref('int_cash__payments') }} as payments
    left join {{ ref('int_cash__linked') }} as linked on payments.payment_key = linked.payment_key
    where linked.payment_key is null and payments.account_key is not null
),

exact as (
    select * from {{ ref('int_cash__exact') }}
),

reversals as (
    select
        payment_key,
        payment_id,
        account_key,
        currency,
        'dispute' as kind,
        least(disputed_amount, amount) as reversed_amount,
        disputed_on as reversed_on
    from payments
    where disputed_amount > 0

    union all

    select
        payment_key,
        payment_id,
        account_key,
        currency,
        'refund',
        least(refunded_amount, amount - least(disputed_amount, amount)),
        refunded_on
    from payments
    where refunded_amount > 0
),

of_exact as (
    select
        reversals.*,
        exact.invoice_key
    from reversals
    inner join exact on reversals.payment_key = exact.payment_key
),

explained as (
    select
        invoice_key,
        sum(amount) as amount
    from (
        select
            invoice_key,
            applied_amount as amount
        from {{ ref('int_cash__applications') }}
        union all
        select
            invoice_key,
            refunded_amount + disputed_amount
        from {{ ref('int_cash__linked') }}
        union all
        select
            invoice_key,
            reversed_amount
        from of_exact
    ) as parts
    group by invoice_key
),

owed as (
    select
        invoices.invoice_key,
        invoices.account_key,
        invoices.currency,
        invoices.issued_on,
        invoices.payable_amount - coalesce(explained.amount, 0) as open_amount,
        sum(invoices.payable_amount - coalesce(explained.amount, 0)) over (
            partition by invoices.account_key, invoices.currency
            order by invoices.due_on, invoices.issued_on, invoices.invoice_id, invoices.invoice_key
            rows between unbounded preceding and current row
        ) as owed_through
    from {{ ref('int_cash__invoices') }} as invoices
    left join explained on invoices.invoice_key = explained.invoice_key
    where invoices.payable_amount > coalesce(explained.amount, 0)
),

returned as (
    select
        reversals.*,
        sum(reversals.reversed_amount) over (
            partition by reversals.account_key, reversals.currency
            order by reversals.reversed_on, reversals.payment_id, reversals.payment_key, reversals.kind
            rows between unbounded preceding and current row
        ) as returned_through
    from reversals
    left join exact on reversals.payment_key = exact.payment_key
    where exact.payment_key is null
),

of_the_oldest as (
    select
        returned.payment_key,
        owed.invoice_key,
        returned.kind,
        least(returned.returned_through, owed.owed_through)
        - greatest(returned.returned_through - returned.reversed_amount, owed.owed_through - owed.open_amount) as reversed_amount,
        returned.reversed_on
    from returned
    inner join owed
        on
        returned.account_key = owed.account_key
        and returned.currency = owed.currency
        and returned.returned_through > owed.owed_through - owed.open_amount
        and owed.owed_through > returned.returned_through - returned.reversed_amount
        and returned.reversed_on >= owed.issued_on
),

final as (
    select
        payment_key,
        invoice_key,
        kind,
        reversed_amount,
        reversed_on
    from of_exact

    union all

    select
        payment_key,
        invoice_key,
        kind,
        reversed_amount,
        reversed_on
    from of_the_oldest
)

select * from final
where reversed_amount > 0
