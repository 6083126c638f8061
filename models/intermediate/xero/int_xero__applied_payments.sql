-- One row per payment of a sales invoice. What an invoice calls paid beyond the payments that are there is one more
-- payment, on the day it was paid in full, else on the day of its last change.
with payments as (
    select * from {{ ref('stg_xero__payments') }}
),

invoices as (
    select * from {{ ref('stg_xero__invoices') }}
    where invoice_type = 'accrec' and invoice_status not in ('draft', 'submitted', 'voided', 'deleted')
),

listed as (
    select
        payments.source_relation,
        payments.payment_id,
        invoices.invoice_id,
        invoices.contact_id as account_id,
        payments.reference,
        invoices.currency,
        payments.amount,
        payments.paid_on
    from payments
    inner join invoices
        on payments.source_relation = invoices.source_relation
        and payments.invoice_id = invoices.invoice_id
    where coalesce(payments.payment_status, 'authorised') <> 'deleted'
),

listed_totals as (
    select
        source_relation,
        invoice_id,
        sum(amount) as listed_amount
    from listed
    group by source_relation, invoice_id
),

implied as (
    select
        invoices.source_relation,
        'paid:' || invoices.invoice_id as payment_id,
        invoices.invoice_id,
        invoices.contact_id as account_id,
        cast(null as {{ dbt.type_string() }}) as reference,
        invoices.currency,
        cast(invoices.paid_amount - coalesce(listed_totals.listed_amount, 0) as decimal(18, 4)) as amount,
        coalesce(invoices.fully_paid_on, {{ local_date('invoices.updated_at') }}, invoices.issued_on) as paid_on
    from invoices
    left join listed_totals
        on invoices.source_relation = listed_totals.source_relation
        and invoices.invoice_id = listed_totals.invoice_id
    where invoices.paid_amount > coalesce(listed_totals.listed_amount, 0)
),

final as (
    select * from listed
    union all
    select * from implied
)

select * from final
