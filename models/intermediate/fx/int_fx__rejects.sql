-- Rows left out of all states because an exchange rate that they need is unknown: none on their day, none in the 7 days before.
with contract_lines as (
    select * from {{ ref('int_canonical__contract_lines') }}
),

billing_lines as (
    select * from {{ ref('int_billing__lines') }}
),

charges as (
    select * from {{ ref('int_billing__charges') }}
),

change_orders as (
    select * from {{ ref('int_canonical__change_orders') }}
    where status in ('approved', 'delivered')
),

priced_change_orders as (
    select * from {{ ref('int_schedule__change_orders') }}
),

priced_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

payments as (
    select * from {{ ref('int_canonical__payments') }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
),

-- what takes back money in another currency than it came in
reversals as (
    select
        refunds.source_relation,
        'refund' as table_name,
        refunds.refund_id as row_key,
        refunds.currency,
        payments.currency as other_currency,
        refunds.refunded_on as reversed_on
    from {{ ref('int_canonical__refunds') }} as refunds
    inner join payments on refunds.source_relation = payments.source_relation and refunds.payment_id = payments.payment_id

    union all

    select
        disputes.source_relation,
        'dispute',
        disputes.dispute_id,
        disputes.currency,
        payments.currency,
        disputes.disputed_on
    from {{ ref('int_canonical__disputes') }} as disputes
    inner join payments on disputes.source_relation = payments.source_relation and disputes.payment_id = payments.payment_id

    union all

    select
        credit_notes.source_relation,
        'credit_note',
        credit_notes.credit_note_id || coalesce('|' || credit_notes.credit_note_line_id, ''),
        credit_notes.currency,
        invoices.currency,
        credit_notes.issued_on
    from {{ ref('int_canonical__credit_notes') }} as credit_notes
    inner join invoices on credit_notes.source_relation = invoices.source_relation and credit_notes.invoice_id = invoices.invoice_id
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

final as (
    select
        contract_lines.source_relation as system,
        'contract_line' as table_name,
        contract_lines.contract_line_id as row_key,
        'no exchange rate from ' || contract_lines.currency || ' to {{ var("reporting_currency") }} within 7 days before the close date' as reason
    from contract_lines
    left join rates
        on
        contract_lines.currency = rates.currency
        and contract_lines.closed_on between rates.valid_from and rates.valid_to
    where rates.rate is null

    union all

    select
        billing_lines.source_relation,
        'invoice_line',
        billing_lines.invoice_id || '|' || billing_lines.invoice_line_id,
        'no exchange rate for ' || billing_lines.currency || ' within 7 days before the issue date'
    from billing_lines
    left join charges on billing_lines.invoice_line_key = charges.invoice_line_key
    where charges.invoice_line_key is null

    union all

    select
        change_orders.source_relation,
        'change_order',
        change_orders.change_order_id,
        'no exchange rate from ' || change_orders.currency || ' to ' || priced_lines.currency || ' within 7 days before the delivery'
    from change_orders
    inner join priced_lines on change_orders.contract_line_id = priced_lines.contract_line_id
    left join priced_change_orders
        on
        priced_lines.contract_line_key = priced_change_orders.contract_line_key
        and change_orders.change_order_id = priced_change_orders.change_order_id
    where priced_change_orders.change_order_id is null

    union all

    select
        reversals.source_relation,
        reversals.table_name,
        reversals.row_key,
        'no exchange rate from ' || reversals.currency || ' to ' || reversals.other_currency || ' within 7 days before its day'
    from reversals
    left join rates
        on reversals.currency = rates.currency and reversals.reversed_on between rates.valid_from and rates.valid_to
    left join rates as other_rates
        on reversals.other_currency = other_rates.currency and reversals.reversed_on between other_rates.valid_from and other_rates.valid_to
    where reversals.currency <> reversals.other_currency and (rates.rate is null or other_rates.rate is null)
)

select * from final
