-- Credit notes with the finalized invoice they reduce: the one they name; a credit given to the account reduces its latest invoice
-- in that currency on or before the day of the note.
with credit_notes as (
    select * from {{ ref('int_canonical__credit_notes') }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
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
        credit_notes.net_amount,
        credit_notes.tax_amount,
        credit_notes.issued_on
    from credit_notes
    left join invoices
        on
        credit_notes.source_relation = invoices.source_relation
        and credit_notes.invoice_id = invoices.invoice_id
    left join to_account
        on credit_notes.credit_note_line_key = to_account.credit_note_line_key and to_account.preference = 1
)

select * from final
where invoice_key is not null
