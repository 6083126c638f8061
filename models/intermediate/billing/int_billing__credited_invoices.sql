-- Credit notes with the finalized invoice they reduce: the one they name; a credit given to the account reduces its latest invoice
-- in that currency on or before the day of the note. A note in another currency than the invoice it names is converted at the rate of
-- its day; one without a rate is left out and listed in int_fx__rejects.
with credit_notes as (
    select * from {{ ref('int_canonical__credit_notes') }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

to_account as (
    select
        credit_notes.credit_note_line_key,
        invoices.invoice_key,
        row_number() over (
            partition by credit_notes.credit_note_line_key order by invoices.issued_on desc, invoices.invoice_id desc
        ) as preference
    from credit_notes
    inner join invoices
        on
        credit_notes.source_relation = invoices.source_relation
        and credit_notes.account_id = invoices.account_id
        and credit_notes.currency = invoices.currency
        and credit_notes.issued_on >= invoices.issued_on
    where credit_notes.invoice_id is null
),

final as (
    select
        credit_notes.credit_note_line_key,
        credit_notes.credit_note_id,
        credit_notes.source_relation,
        coalesce(invoices.invoice_key, to_account.invoice_key) as invoice_key,
        case when invoices.invoice_key is not null then credit_notes.invoice_line_id end as invoice_line_id,
        {% for amount in ['net_amount', 'tax_amount'] -%}
            case
                when invoices.currency <> credit_notes.currency
                    then
                        {{ scale_amount(
                            'credit_notes.' ~ amount, 'note_rates.rate', 'invoice_rates.rate', 'currencies.minor_units'
                        ) }}
                else credit_notes.{{ amount }}
            end as {{ amount }},
        {% endfor -%}
        credit_notes.issued_on
    from credit_notes
    left join invoices
        on
        credit_notes.source_relation = invoices.source_relation
        and credit_notes.invoice_id = invoices.invoice_id
    left join currencies on invoices.currency = currencies.currency
    left join rates as note_rates
        on credit_notes.currency = note_rates.currency and credit_notes.issued_on between note_rates.valid_from and note_rates.valid_to
    left join rates as invoice_rates
        on invoices.currency = invoice_rates.currency and credit_notes.issued_on between invoice_rates.valid_from and invoice_rates.valid_to
    left join to_account
        on credit_notes.credit_note_line_key = to_account.credit_note_line_key and to_account.preference = 1
)

select * from final
where invoice_key is not null and net_amount is not null
