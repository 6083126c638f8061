-- Bank transfers that the matching ladder confirms for an invoice, and what each pays of it. A group has one line or one invoice, so what
-- they have in common is the smaller of the two; what a line exceeds its invoices by is unapplied.
with matches as (
    select * from {{ ref('int_matching__matches') }}
    where is_confirmed
)

select
    bank_lines.subject_key as payment_key,
    bank_lines.source_id as payment_id,
    invoices.subject_key as invoice_key,
    invoices.account_key,
    bank_lines.currency,
    bank_lines.rung,
    cast(least(bank_lines.amount, invoices.amount) as decimal(18, 4)) as applied_amount,
    bank_lines.event_on as paid_on
from matches as bank_lines
inner join matches as invoices on bank_lines.match_group_key = invoices.match_group_key
where bank_lines.side = 'bank' and invoices.side = 'invoice'
