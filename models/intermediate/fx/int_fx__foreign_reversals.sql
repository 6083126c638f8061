-- Refunds, disputes and credit notes in another currency than what they take back, and whether that can be converted on their day.
with payments as (
    select * from {{ ref('int_canonical__payments') }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
),

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
        reversals.source_relation,
        reversals.table_name,
        reversals.row_key,
        reversals.currency,
        reversals.other_currency,
        reversals.reversed_on,
        rates.rate is not null and other_rates.rate is not null as has_rates
    from reversals
    left join rates
        on reversals.currency = rates.currency and reversals.reversed_on between rates.valid_from and rates.valid_to
    left join rates as other_rates
        on reversals.other_currency = other_rates.currency and reversals.reversed_on between other_rates.valid_from and other_rates.valid_to
    where reversals.currency <> reversals.other_currency
)

select * from final
