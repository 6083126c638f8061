-- What went back of payments that name no invoice, refunds and withdrawn disputes apart, with the invoice of the exact amount where there is one.
with payments as (
    select
        payments.*,
        exact.invoice_key as exact_invoice_key
    from {{ ref('int_cash__payments') }} as payments
    left join {{ ref('int_cash__exact') }} as exact on payments.payment_key = exact.payment_key
    left join {{ ref('int_cash__linked') }} as linked on payments.payment_key = linked.payment_key
    where linked.payment_key is null and payments.account_key is not null
),

final as (
    select
        payment_key,
        payment_id,
        account_key,
        currency,
        exact_invoice_key,
        'dispute' as kind,
        least(disputed_amount, amount) as reversed_amount,
        disputed_on as reversed_on
    from payments

    union all

    select
        payment_key,
        payment_id,
        account_key,
        currency,
        exact_invoice_key,
        'refund',
        least(refunded_amount, amount - least(disputed_amount, amount)),
        refunded_on
    from payments
)

select * from final
where reversed_amount > 0
