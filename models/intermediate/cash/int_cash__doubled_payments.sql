-- Payments of a ledger that a processor or bank says too. On an invoice that theirs name, the ledger's count only beyond what those make
-- up: equal amounts are the same payment. Sums in several currencies are not compared: then all are the same.
with payments as (
    select * from {{ ref('int_canonical__payments') }}
    where status = 'succeeded'
),

payment_links as (
    select * from {{ ref('int_cash__payment_links') }}
),

invoice_payments as (
    select
        payment_links.invoice_key,
        payment_links.amount,
        payments.payment_key,
        payments.payment_id,
        payments.currency,
        payments.evidence,
        payments.paid_on
    from payment_links
    inner join payments on payment_links.payment_key = payments.payment_key
),

processor_amounts as (
    select distinct
        invoice_key,
        currency,
        amount,
        sum(amount) over (partition by invoice_key, currency) as processor_amount
    from invoice_payments
    where evidence <> 'ledger'
),

processor_totals as (
    select
        invoice_key,
        case when min(currency) = max(currency) then min(currency) end as currency,
        max(processor_amount) as processor_amount
    from processor_amounts
    group by invoice_key
),

-- what the ledger says of an invoice that processor or bank payments name, what they say too first
ledger_amounts as (
    select
        invoice_payments.payment_key,
        processor_totals.processor_amount,
        coalesce(invoice_payments.currency = processor_totals.currency, false) as is_comparable,
        sum(invoice_payments.amount) over (
            partition by invoice_payments.invoice_key
            order by
                case when processor_amounts.amount is null then 1 else 0 end,
                invoice_payments.paid_on, invoice_payments.payment_id, invoice_payments.payment_key
            rows between unbounded preceding and current row
        ) - invoice_payments.amount as amount_before
    from invoice_payments
    inner join processor_totals on invoice_payments.invoice_key = processor_totals.invoice_key
    left join processor_amounts
        on
        invoice_payments.invoice_key = processor_amounts.invoice_key
        and invoice_payments.currency = processor_amounts.currency
        and invoice_payments.amount = processor_amounts.amount
    where invoice_payments.evidence = 'ledger'
),

final as (
    select distinct payment_key
    from ledger_amounts
    where not is_comparable or amount_before < processor_amount
)

select * from final
