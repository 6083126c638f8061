-- The contract lines that a commission was paid for: the line itself, the lines of the deal, the lines that the invoice bills.
with payments as (
    select * from {{ ref('int_commissions__payments') }}
    where subject_key is not null
),

contract_lines as (
    select
        contract_line_key,
        {{ surrogate_key(['source_relation', 'coalesce(deal_id, contract_line_id)']) }} as deal_key
    from {{ ref('int_contracts__lines') }}
),

lines_of_subjects as (
    select
        'contract_line' as subject_type,
        contract_line_key as subject_key,
        contract_line_key,
        deal_key
    from contract_lines

    union all

    select
        'deal',
        deal_key,
        contract_line_key,
        deal_key
    from contract_lines

    union all

    select distinct
        'invoice',
        pieces.invoice_key,
        contract_lines.contract_line_key,
        contract_lines.deal_key
    from {{ ref('int_billing__pieces') }} as pieces
    inner join contract_lines on pieces.contract_line_key = contract_lines.contract_line_key
)

select
    payments.commission_payment_key,
    payments.payee_key,
    lines_of_subjects.contract_line_key,
    lines_of_subjects.deal_key
from payments
inner join lines_of_subjects
    on payments.subject_type = lines_of_subjects.subject_type and payments.subject_key = lines_of_subjects.subject_key
