-- Refunds and withdrawn disputes of payments that name no invoice, on the invoice that the payment was for: that of the exact amount; else
-- first in, first out on what is left open, only where the invoice was there before the money went back. They explain what is missing.
with returns as (
    select * from {{ ref('int_cash__unnamed_returns') }}
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
            exact_invoice_key,
            reversed_amount
        from returns
        where exact_invoice_key is not null
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
        returns.*,
        sum(reversed_amount) over (
            partition by account_key, currency
            order by reversed_on, payment_id, payment_key, kind rows between unbounded preceding and current row
        ) as returned_through
    from returns
    where exact_invoice_key is null
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
        exact_invoice_key as invoice_key,
        kind,
        reversed_amount,
        reversed_on
    from returns
    where exact_invoice_key is not null

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
