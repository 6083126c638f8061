with credit_notes as (
    select * from {{ ref('stg_xero__credit_notes') }}
    where
        credit_note_type = 'accreccredit'
        and coalesce(credit_note_status, 'authorised') not in ('draft', 'submitted', 'deleted')
        and sub_total_amount is not null
        and currency is not null
        and issued_on is not null
),

invoices as (
    select * from {{ ref('stg_xero__invoices') }}
    where invoice_type = 'accrec' and credited_amount > 0 and total_amount > 0
),

-- A note names no invoice. It belongs to the one invoice of its customer that was credited by exactly its total,
-- if it is the only such note.
candidates as (
    select
        credit_notes.source_relation,
        credit_notes.credit_note_id,
        invoices.invoice_id,
        count(*) over (partition by credit_notes.source_relation, credit_notes.credit_note_id) as invoice_count,
        count(*) over (partition by invoices.source_relation, invoices.invoice_id) as note_count
    from credit_notes
    inner join invoices
        on credit_notes.source_relation = invoices.source_relation
        and credit_notes.contact_id = invoices.contact_id
        and credit_notes.currency = invoices.currency
        and credit_notes.total_amount = invoices.credited_amount
    where coalesce(credit_notes.credit_note_status, 'authorised') <> 'voided'
),

final as (
    select
        credit_notes.source_relation,
        credit_notes.credit_note_id,
        candidates.invoice_id,
        credit_notes.contact_id as account_id,
        credit_notes.reference as reason,
        credit_notes.currency,
        credit_notes.sub_total_amount as net_amount,
        credit_notes.tax_amount,
        credit_notes.issued_on,
        case
            when credit_notes.credit_note_status = 'voided'
                then coalesce({{ local_date('credit_notes.updated_at') }}, credit_notes.issued_on)
        end as voided_on
    from credit_notes
    left join candidates
        on credit_notes.source_relation = candidates.source_relation
        and credit_notes.credit_note_id = candidates.credit_note_id
        and candidates.invoice_count = 1
        and candidates.note_count = 1
)

select * from final
