-- Commissions paid, with who was paid and what for in our keys. An id that stands for two contract lines, invoices or deals stands for
-- none of them.
with payments as (
    select
        payments.*,
        case when payments.partner_id is null and payments.rep_id is not null then 'rep' else 'partner' end as payee_type,
        case
            when payments.contract_line_id is not null then 'contract_line'
            when payments.invoice_id is not null then 'invoice'
            else 'deal'
        end as subject_type,
        coalesce(payments.contract_line_id, payments.invoice_id, payments.deal_id) as subject_id
    from {{ ref('int_canonical__commission_payments') }} as payments
),

partner_keys as (
    select * from {{ ref('int_partners__keys') }}
),

named_invoices as (
    select
        invoice_id as named_id,
        invoice_key
    from {{ ref('int_canonical__invoices') }}
    union
    select
        invoice_number as named_id,
        invoice_key
    from {{ ref('int_canonical__invoices') }}
    where invoice_number is not null
),

subjects as (
    select
        'contract_line' as subject_type,
        contract_line_id as subject_id,
        min(contract_line_key) as subject_key
    from {{ ref('int_contracts__lines') }}
    group by contract_line_id
    having count(*) = 1

    union all

    select
        'invoice',
        named_id,
        min(invoice_key)
    from named_invoices
    group by named_id
    having count(*) = 1

    union all

    select
        'deal',
        deal_id,
        min({{ surrogate_key(['source_relation', 'deal_id']) }})
    from {{ ref('int_contracts__lines') }}
    where deal_id is not null
    group by deal_id
    having count(distinct source_relation) = 1
)

select
    payments.commission_payment_key,
    payments.commission_payment_id,
    payments.source_relation,
    {{ surrogate_key(['payments.payee_type', 'coalesce(partner_keys.partner_key, payments.rep_id)']) }} as payee_key,
    payments.payee_type,
    partner_keys.partner_key,
    case when payments.payee_type = 'rep' then payments.rep_id end as rep_id,
    payments.subject_type,
    payments.subject_id,
    subjects.subject_key,
    payments.currency,
    currencies.minor_units,
    payments.amount,
    payments.stated_rate,
    payments.paid_on
from payments
inner join {{ ref('currencies') }} as currencies on payments.currency = currencies.currency
left join partner_keys on payments.source_relation = partner_keys.source_relation and payments.partner_id = partner_keys.partner_id
left join subjects on payments.subject_type = subjects.subject_type and payments.subject_id = subjects.subject_id
