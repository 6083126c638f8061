-- A credit note that reduces no finalized invoice reduces nothing: billed is then higher than the books of the billing system say.
-- Notes on voided invoices are meant to be among them, notes on an account that has no invoice yet are not.
{{ config(severity='warn') }}
select
    credit_notes.source_relation,
    credit_notes.credit_note_id,
    credit_notes.account_id,
    credit_notes.currency,
    credit_notes.net_amount
from {{ ref('int_canonical__credit_notes') }} as credit_notes
left join {{ ref('int_billing__credited_invoices') }} as credited_invoices
    on credit_notes.credit_note_line_key = credited_invoices.credit_note_line_key
where credited_invoices.credit_note_line_key is null and credit_notes.invoice_id is null
