-- What each payment is compared with. Payments to one payee that name the same money in different ways (the deal, a line of it, an
-- invoice of that line) meet on the widest of them, so that paying twice under two names is seen. An invoice says nothing of what was
-- booked or recognized: such commissions are compared on the line, or on the deal where the invoice bills several lines.
with payments as (
    select * from {{ ref('int_commissions__payments') }}
),

payment_lines as (
    select * from {{ ref('int_commissions__payment_lines') }}
),

entitlements as (
    select * from {{ ref('int_commissions__entitlements') }}
),

covered as (
    select
        payment_lines.commission_payment_key,
        count(distinct payment_lines.contract_line_key) as line_count,
        count(distinct payment_lines.deal_key) as deal_count,
        min(payment_lines.contract_line_key) as contract_line_key,
        min(payment_lines.deal_key) as deal_key,
        max(case when entitlements.basis in ('booked', 'recognized') then 1 else 0 end) = 1 as is_without_invoices
    from payment_lines
    left join entitlements
        on
        payment_lines.payee_key = entitlements.payee_key
        and payment_lines.contract_line_key = entitlements.contract_line_key
    group by payment_lines.commission_payment_key
),

levelled as (
    select
        payments.*,
        covered.line_count,
        covered.deal_count,
        covered.contract_line_key,
        covered.deal_key,
        case
            when covered.line_count is null then 'subject'
            when payments.subject_type <> 'invoice' then payments.subject_type
            when not covered.is_without_invoices then 'invoice'
            when covered.line_count = 1 then 'contract_line'
            when covered.deal_count = 1 then 'deal'
            else 'invoice'
        end as level
    from payments
    left join covered on payments.commission_payment_key = covered.commission_payment_key
),

paid_deals as (
    select distinct
        payee_key,
        deal_key
    from levelled
    where level = 'deal'
),

paid_lines as (
    select distinct
        payee_key,
        contract_line_key
    from levelled
    where level = 'contract_line'
),

placed as (
    select
        levelled.*,
        case
            when levelled.level = 'subject' then 'subject'
            when paid_deals.deal_key is not null then 'deal'
            when paid_lines.contract_line_key is not null then 'contract_line'
            else 'invoice'
        end as unit_type
    from levelled
    left join paid_deals
        on levelled.payee_key = paid_deals.payee_key and levelled.deal_key = paid_deals.deal_key and levelled.deal_count = 1
    left join paid_lines
        on
        levelled.payee_key = paid_lines.payee_key
        and levelled.contract_line_key = paid_lines.contract_line_key
        and levelled.line_count = 1
),

named as (
    select
        placed.*,
        case unit_type
            when 'deal' then deal_key
            when 'contract_line' then contract_line_key
            when 'invoice' then subject_key
            else subject_type || '|' || coalesce(subject_id, '')
        end as unit_ref
    from placed
)

select
    {{ surrogate_key(['payee_key', 'unit_type', 'unit_ref']) }} as unit_key,
    named.*,
    first_value(currency) over (
        partition by payee_key, unit_type, unit_ref order by paid_on, commission_payment_id, commission_payment_key
    ) as unit_currency,
    first_value(subject_type) over (
        partition by payee_key, unit_type, unit_ref order by paid_on, commission_payment_id, commission_payment_key
    ) as unit_subject_type,
    first_value(subject_id) over (
        partition by payee_key, unit_type, unit_ref order by paid_on, commission_payment_id, commission_payment_key
    ) as unit_subject_id
from named
