-- Succeeded payments, net of refunds and of funds that disputes withdrew. A ledger's own payment records count only where no
-- processor or bank says the same: without an invoice only where there are none at all; so one payment in two systems is counted once.
with payments as (
    select * from {{ ref('int_canonical__payments') }}
    where status = 'succeeded'
),

payment_links as (
    select * from {{ ref('int_cash__payment_links') }}
),

reversals as (
    select * from {{ ref('int_cash__payment_reversals') }}
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

evidence as (
    select max(case when evidence <> 'ledger' then 1 else 0 end) as has_processor
    from payments
),

doubled as (
    select * from {{ ref('int_cash__doubled_payments') }}
),

linked as (
    select distinct payment_key from payment_links
),

final as (
    select
        payments.payment_key,
        payments.payment_id,
        payments.source_relation,
        account_keys.account_key,
        payments.evidence,
        payments.currency,
        currencies.minor_units,
        payments.amount,
        coalesce(reversals.refunded_amount, 0) as refunded_amount,
        coalesce(reversals.disputed_amount, 0) as disputed_amount,
        greatest(payments.amount - coalesce(reversals.refunded_amount, 0) - coalesce(reversals.disputed_amount, 0), 0) as net_amount,
        payments.paid_on,
        reversals.refunded_on,
        reversals.disputed_on
    from payments
    inner join {{ ref('currencies') }} as currencies on payments.currency = currencies.currency
    cross join evidence
    left join account_keys
        on
        payments.source_relation = account_keys.source_relation
        and payments.account_id = account_keys.account_id
    left join reversals on payments.payment_key = reversals.payment_key
    left join doubled on payments.payment_key = doubled.payment_key
    left join linked on payments.payment_key = linked.payment_key
    where
        doubled.payment_key is null
        and (payments.evidence <> 'ledger' or evidence.has_processor = 0 or linked.payment_key is not null)
)

select * from final
