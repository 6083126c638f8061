-- Attempts count the one that succeeded too: an invoice paid at the first attempt has no failed one.
with invoices as (
    select * from {{ ref('stg_stripe__invoices') }}
),

invoice_totals as (
    select * from {{ ref('int_stripe__invoice_totals') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        invoices.source_relation,
        invoices.invoice_id,
        invoices.customer_id as account_id,
        invoices.subscription_id,
        invoices.invoice_number,
        invoices.status as status_raw,
        invoices.currency,
        cast(null as {{ dbt.type_string() }}) as book_currency,
        invoice_totals.net_amount,
        invoice_totals.tax_amount,
        invoice_totals.total_amount,
        cast(null as decimal(18, 8)) as book_rate,
        cast(
            case
                when invoices.attempt_count > 0 and invoices.status = 'paid' then invoices.attempt_count - 1
                else invoices.attempt_count
            end as integer
        ) as failed_attempt_count,
        {{ local_date('coalesce(invoices.created_at, invoices.finalized_at, invoices.period_end_at)') }} as issued_on,
        {{ local_date('invoices.due_at') }} as due_on,
        {{ local_date('invoices.finalized_at') }} as finalized_on,
        {{ local_date('invoices.paid_at') }} as paid_on,
        {{ local_date('invoices.marked_uncollectible_at') }} as uncollectible_on,
        {{ local_date('invoices.voided_at') }} as voided_on
    from invoices
    left join invoice_totals
        on invoices.source_relation = invoice_totals.source_relation
        and invoices.invoice_id = invoice_totals.invoice_id
)

select * from final
