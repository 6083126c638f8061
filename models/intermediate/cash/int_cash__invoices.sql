-- What a finalized invoice asks for: its lines and tax less credit notes, and its state for the payment causes.
with invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

pieces as (
    select
        invoice_key,
        min(account_key) as account_key,
        max(minor_units) as minor_units,
        max(document_rate) as document_rate,
        sum(net_amount) as net_amount
    from {{ ref('int_billing__pieces') }}
    group by invoice_key
),

credits as (
    select
        invoice_key,
        sum(net_amount) as net_credit_amount,
        sum(coalesce(tax_amount, 0)) as tax_credit_amount
    from {{ ref('int_billing__credited_invoices') }}
    group by invoice_key
),

failed_attempts as (
    select
        payment_links.invoice_key,
        count(*) as failed_count
    from {{ ref('int_cash__payment_links') }} as payment_links
    inner join {{ ref('int_canonical__payments') }} as payments on payment_links.payment_key = payments.payment_key
    where payments.status = 'failed'
    group by payment_links.invoice_key
),

final as (
    select
        invoices.invoice_key,
        invoices.invoice_id,
        invoices.source_relation,
        pieces.account_key,
        invoices.currency,
        pieces.minor_units,
        pieces.document_rate,
        pieces.net_amount,
        coalesce(invoices.tax_amount, 0) - coalesce(credits.tax_credit_amount, 0) as tax_amount,
        pieces.net_amount - coalesce(credits.net_credit_amount, 0)
        + coalesce(invoices.tax_amount, 0) - coalesce(credits.tax_credit_amount, 0) as payable_amount,
        invoices.status = 'paid' as is_marked_paid,
        invoices.status = 'uncollectible' as is_uncollectible,
        coalesce(failed_attempts.failed_count, 0) + coalesce(invoices.failed_attempt_count, 0) as failed_count,
        invoices.issued_on,
        invoices.due_on,
        invoices.paid_on,
        invoices.uncollectible_on
    from invoices
    inner join pieces on invoices.invoice_key = pieces.invoice_key
    left join credits on invoices.invoice_key = credits.invoice_key
    left join failed_attempts on invoices.invoice_key = failed_attempts.invoice_key
)

select * from final
