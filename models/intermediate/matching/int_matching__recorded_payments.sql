-- Payments that other books record and that may stand in the bank themselves: a processor that pays out sends its payments there as
-- payouts.
select
    payments.payment_key,
    documents.system,
    payments.payment_id,
    payments.account_key,
    payments.currency,
    payments.amount,
    payments.paid_on,
    documents.reference
from {{ ref('int_cash__payments') }} as payments
inner join {{ ref('int_canonical__payments') }} as documents on payments.payment_key = documents.payment_key
left join (
    select distinct system from {{ ref('int_canonical__payouts') }}
) as processors on documents.system = processors.system
where payments.amount > 0 and (payments.evidence <> 'processor' or processors.system is null)
