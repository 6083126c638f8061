-- What is known of a payment's subject without any plan: what was invoiced for it, whether or not a contract line explains the
-- invoice, and whether it is a contract that has no exchange rate and is therefore left out everywhere.
with payments as (
    select * from {{ ref('int_commissions__payments') }}
),

invoiced_lines as (
    select
        payment_lines.commission_payment_key,
        sum(basis.amount) as invoiced_amount
    from {{ ref('int_commissions__payment_lines') }} as payment_lines
    inner join {{ ref('int_commissions__basis') }} as basis
        on payment_lines.contract_line_key = basis.contract_line_key and basis.basis = 'invoiced'
    group by payment_lines.commission_payment_key
),

invoices as (
    select
        invoice_key,
        sum(net_amount) as invoiced_amount
    from {{ ref('int_billing__pieces') }}
    group by invoice_key
),

left_out as (
    select
        lines.contract_line_id,
        lines.deal_id
    from {{ ref('int_canonical__contract_lines') }} as lines
    left join {{ ref('int_contracts__lines') }} as converted on lines.contract_line_key = converted.contract_line_key
    where converted.contract_line_key is null
),

left_out_subjects as (
    select
        'contract_line' as subject_type,
        contract_line_id as subject_id
    from left_out
    union
    select
        'deal',
        deal_id
    from left_out
    where deal_id is not null
)

select
    payments.commission_payment_key,
    coalesce(invoices.invoiced_amount, invoiced_lines.invoiced_amount, 0) as invoiced_amount,
    left_out_subjects.subject_id is not null as is_left_out
from payments
left join invoiced_lines on payments.commission_payment_key = invoiced_lines.commission_payment_key
left join invoices on payments.subject_type = 'invoice' and payments.subject_key = invoices.invoice_key
left join left_out_subjects
    on payments.subject_type = left_out_subjects.subject_type and payments.subject_id = left_out_subjects.subject_id
