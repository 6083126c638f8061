-- Net and tax of a note: its subtotal, else its lines, else the net share of the invoice it corrects.
with credit_notes as (
    select * from {{ ref('stg_stripe__credit_notes') }}
),

line_items as (
    select * from {{ ref('stg_stripe__credit_note_line_items') }}
),

invoices as (
    select * from {{ ref('stg_stripe__invoices') }}
),

invoice_totals as (
    select * from {{ ref('int_stripe__invoice_totals') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

lines as (
    select
        source_relation,
        credit_note_id,
        sum(amount_minor) as lines_minor
    from line_items
    group by source_relation, credit_note_id
),

joined as (
    select
        credit_notes.*,
        invoices.customer_id,
        currencies.currency as note_currency,
        currencies.minor_units,
        currencies.stripe_minor_units,
        {{ from_minor('credit_notes.total_minor', 'currencies.stripe_minor_units') }} as total_amount,
        {{ from_minor('coalesce(credit_notes.subtotal_minor, lines.lines_minor)', 'currencies.stripe_minor_units') }}
            as stated_net_amount,
        invoice_totals.net_amount as invoice_net_amount,
        invoice_totals.total_amount as invoice_total_amount
    from credit_notes
    left join invoices
        on credit_notes.source_relation = invoices.source_relation
        and credit_notes.invoice_id = invoices.invoice_id
    left join currencies
        on coalesce(credit_notes.currency, invoices.currency) = currencies.currency
    left join lines
        on credit_notes.source_relation = lines.source_relation
        and credit_notes.credit_note_id = lines.credit_note_id
    left join invoice_totals
        on credit_notes.source_relation = invoice_totals.source_relation
        and credit_notes.invoice_id = invoice_totals.invoice_id
),

final as (
    select
        source_relation,
        credit_note_id,
        invoice_id,
        customer_id,
        refund_id,
        status,
        reason,
        note_currency as currency,
        minor_units,
        stripe_minor_units,
        total_amount,
        cast(
            case
                -- Discounts of the note make its subtotal larger than its total.
                when stated_net_amount > total_amount then total_amount
                when stated_net_amount is not null then stated_net_amount
                when invoice_total_amount > 0
                    then
                    {{ prorate(
                        'total_amount',
                        to_minor('invoice_net_amount', 'minor_units'),
                        to_minor('invoice_total_amount', 'minor_units'),
                        'minor_units'
                    ) }}
                else total_amount
            end as decimal(18, 4)
        ) as net_amount,
        created_at,
        voided_at
    from joined
)

select * from final
