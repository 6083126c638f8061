-- Billed is net of credit notes: each note that reduces a finalized invoice must be on its pieces once and whole.
with credit_notes as (
    select
        credit_note_line_key,
        sum(net_amount) as net_amount
    from {{ ref('int_billing__credited_invoices') }}
    where invoice_key in (select invoice_key from {{ ref('int_billing__pieces') }})
    group by credit_note_line_key
),

credit_pieces as (
    select
        credit_note_line_key,
        sum(net_credit_amount) as net_amount
    from {{ ref('int_billing__credit_pieces') }}
    group by credit_note_line_key
)

select
    coalesce(credit_notes.credit_note_line_key, credit_pieces.credit_note_line_key) as credit_note_line_key,
    credit_notes.net_amount as credit_note_amount,
    credit_pieces.net_amount as pieces_amount
from credit_notes
full outer join credit_pieces on credit_notes.credit_note_line_key = credit_pieces.credit_note_line_key
where
    credit_notes.credit_note_line_key is null
    or credit_pieces.credit_note_line_key is null
    or credit_notes.net_amount <> credit_pieces.net_amount
