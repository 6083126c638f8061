-- A credit note line reduces one finalized invoice by its whole net amount. Left out are only those on an invoice
-- that is not billed (draft, void, rejected or unknown) and those given to an account before its first invoice in
-- that currency. A note in another currency than its invoice reduces it by what it is worth there.
with billed_invoices as (
    select invoices.*
    from {{ ref('int_canonical__invoices') }} as invoices
    where
        invoices.is_finalized
        and invoices.invoice_key in (select pieces.invoice_key from {{ ref('int_billing__pieces') }} as pieces)
),

notes as (
    select
        credit_notes.credit_note_line_key,
        credit_notes.net_amount,
        max(case
            when
                credit_notes.invoice_id = billed_invoices.invoice_id
                or (
                    credit_notes.invoice_id is null
                    and credit_notes.account_id = billed_invoices.account_id
                    and credit_notes.currency = billed_invoices.currency
                    and credit_notes.issued_on >= billed_invoices.issued_on
                )
                then 1
            else 0
        end) as has_invoice,
        max(case
            when credit_notes.invoice_id = billed_invoices.invoice_id and credit_notes.currency <> billed_invoices.currency then 1
            else 0
        end) as is_converted
    from {{ ref('int_canonical__credit_notes') }} as credit_notes
    left join billed_invoices
        on
        credit_notes.source_relation = billed_invoices.source_relation
        and (
            credit_notes.invoice_id = billed_invoices.invoice_id
            or credit_notes.account_id = billed_invoices.account_id
        )
    group by credit_notes.credit_note_line_key, credit_notes.net_amount
),

credited as (
    select
        credit_note_line_key,
        sum(net_credit_amount) as net_amount
    from {{ ref('int_billing__credit_pieces') }}
    group by credit_note_line_key
)

select
    coalesce(notes.credit_note_line_key, credited.credit_note_line_key) as credit_note_line_key,
    notes.net_amount as noted_amount,
    credited.net_amount as credited_amount
from notes
full outer join credited on notes.credit_note_line_key = credited.credit_note_line_key
where
    notes.credit_note_line_key is null
    or (notes.is_converted = 0 and notes.has_invoice = 1 and credited.credit_note_line_key is null)
    or (notes.is_converted = 0 and notes.net_amount <> credited.net_amount)
