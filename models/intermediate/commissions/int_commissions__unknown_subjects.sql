-- Commissions paid for what nobody knows. A deal that is known and not won is no error of the data: the audit finds what was paid on it.
with payments as (
    select * from {{ ref('int_commissions__payments') }}
),

unsigned_deals as (
    select
        source_relation,
        deal_id
    from {{ ref('int_canonical__deals') }}
    where not is_won
),

unsigned as (
    select deal_id as subject_id from unsigned_deals
    union
    select deal_lines.contract_line_id as subject_id
    from {{ ref('int_canonical__deal_lines') }} as deal_lines
    inner join unsigned_deals
        on deal_lines.source_relation = unsigned_deals.source_relation and deal_lines.deal_id = unsigned_deals.deal_id
)

select
    payments.commission_payment_key,
    payments.commission_payment_id,
    payments.source_relation,
    payments.subject_type,
    payments.subject_id,
    payments.currency,
    payments.amount,
    payments.paid_on
from payments
left join unsigned on payments.subject_id = unsigned.subject_id
where payments.subject_key is null and unsigned.subject_id is null
