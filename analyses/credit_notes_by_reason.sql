-- Why do we give money back, who has approved it, and how much of it stands without an approval?
-- One row per reason, approver and currency. A credit note that corrects our own over-billing is housekeeping; those without an
-- approver beside large sums are the ones to ask about. Approver is that of a valid exception for the invoice.
with credit_notes as (
    select * from {{ ref('int_canonical__credit_notes') }}
),

approvals as (
    select
        reference_id as invoice_id,
        min(approved_by) as approved_by
    from {{ ref('int_canonical__approved_exceptions') }}
    where is_valid and scope = 'invoice'
    group by reference_id
)

select
    coalesce(credit_notes.reason, 'no reason given') as reason,
    coalesce(approvals.approved_by, 'nobody') as approved_by,
    credit_notes.currency,
    count(distinct credit_notes.credit_note_id) as credit_note_count,
    count(distinct credit_notes.invoice_id) as invoice_count,
    sum(credit_notes.net_amount) as credited_amount,
    sum(case when credit_notes.refund_id is not null then credit_notes.net_amount else 0 end) as paid_back_amount,
    min(credit_notes.issued_on) as first_issued_on,
    max(credit_notes.issued_on) as last_issued_on
from credit_notes
left join approvals on credit_notes.invoice_id = approvals.invoice_id
group by coalesce(credit_notes.reason, 'no reason given'), coalesce(approvals.approved_by, 'nobody'), credit_notes.currency
order by sum(credit_notes.net_amount) desc, coalesce(credit_notes.reason, 'no reason given'), coalesce(approvals.approved_by, 'nobody'), credit_notes.currency
