-- Per finalized invoice: cash applied, and the refunds and disputes behind what is missing, in the invoice's currency with tax;
-- the cash also in the reporting currency at the rates of the payment days.
with applications as (
    select * from {{ ref('int_cash__applications') }}
),

invoices as (
    select * from {{ ref('int_cash__invoices') }}
),

reversals as (
    select
        invoice_key,
        refunded_amount,
        disputed_amount,
        refunded_on,
        disputed_on
    from {{ ref('int_cash__linked') }}

    union all

    select
        invoice_key,
        case when kind = 'refund' then reversed_amount else 0 end,
        case when kind = 'dispute' then reversed_amount else 0 end,
        case when kind = 'refund' then reversed_on end,
        case when kind = 'dispute' then reversed_on end
    from {{ ref('int_cash__unnamed_reversals') }}
),

reversed as (
    select
        invoice_key,
        sum(refunded_amount) as refunded_amount,
        sum(disputed_amount) as disputed_amount,
        max(refunded_on) as refunded_on,
        max(disputed_on) as disputed_on
    from reversals
    group by invoice_key
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

cash as (
    select
        applications.invoice_key,
        sum(applications.applied_amount) as applied_amount,
        sum({{ round_money(multiply('applications.applied_amount', 'coalesce(rates.rate, invoices.document_rate)'), 'reporting.minor_units') }})
            as applied_amount_rc,
        max(applications.paid_on) as last_paid_on,
        min(applications.application_method) as application_method
    from applications
    inner join invoices on applications.invoice_key = invoices.invoice_key
    cross join reporting
    left join rates
        on invoices.currency = rates.currency and applications.paid_on between rates.valid_from and rates.valid_to
    group by applications.invoice_key
)

select
    invoices.invoice_key,
    invoices.tax_amount,
    invoices.minor_units,
    invoices.payable_amount,
    coalesce(cash.applied_amount, 0) as applied_amount,
    coalesce(cash.applied_amount_rc, 0) as applied_amount_rc,
    coalesce(reversed.refunded_amount, 0) as refunded_amount,
    coalesce(reversed.disputed_amount, 0) as disputed_amount,
    cash.last_paid_on,
    cash.application_method,
    reversed.refunded_on,
    reversed.disputed_on
from invoices
left join cash on invoices.invoice_key = cash.invoice_key
left join reversed on invoices.invoice_key = reversed.invoice_key
