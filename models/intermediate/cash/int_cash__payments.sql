-- Succeeded payments, net of refunds and of funds that disputes withdrew. A ledger's own payment records count only where no
-- processor or bank says the same: for invoices that no processor payment names, and without an invoice only where there is no
-- processor at all; so one payment in two systems is counted once.
with payments as (
    select * from {{ ref('int_canonical__payments') }}
    where status = 'succeeded'
),

payment_links as (
    select * from {{ ref('int_cash__payment_links') }}
),

refunds as (
    select
        source_relation,
        payment_id,
        sum(amount) as refunded_amount,
        max(refunded_on) as refunded_on
    from {{ ref('int_canonical__refunds') }}
    where coalesce(status, 'succeeded') = 'succeeded'
    group by source_relation, payment_id
),

disputes as (
    select
        source_relation,
        payment_id,
        sum(amount) as disputed_amount,
        max(disputed_on) as disputed_on
    from {{ ref('int_canonical__disputes') }}
    where withdraws_funds
    group by source_relation, payment_id
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

evidence as (
    select max(case when evidence <> 'ledger' then 1 else 0 end) as has_processor
    from payments
),

invoices_with_processor as (
    select distinct payment_links.invoice_key
    from payment_links
    inner join payments on payment_links.payment_key = payments.payment_key
    where payments.evidence <> 'ledger'
),

doubled as (
    select distinct payment_links.payment_key
    from payment_links
    inner join invoices_with_processor on payment_links.invoice_key = invoices_with_processor.invoice_key
    inner join payments on payment_links.payment_key = payments.payment_key
    where payments.evidence = 'ledger'
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
        coalesce(refunds.refunded_amount, 0) as refunded_amount,
        coalesce(disputes.disputed_amount, 0) as disputed_amount,
        greatest(payments.amount - coalesce(refunds.refunded_amount, 0) - coalesce(disputes.disputed_amount, 0), 0) as net_amount,
        payments.paid_on,
        refunds.refunded_on,
        disputes.disputed_on
    from payments
    inner join {{ ref('currencies') }} as currencies on payments.currency = currencies.currency
    cross join evidence
    left join account_keys
        on
        payments.source_relation = account_keys.source_relation
        and payments.account_id = account_keys.account_id
    left join refunds
        on payments.source_relation = refunds.source_relation and payments.payment_id = refunds.payment_id
    left join disputes
        on payments.source_relation = disputes.source_relation and payments.payment_id = disputes.payment_id
    left join doubled on payments.payment_key = doubled.payment_key
    left join linked on payments.payment_key = linked.payment_key
    where
        doubled.payment_key is null
        and (payments.evidence <> 'ledger' or evidence.has_processor = 0 or linked.payment_key is not null)
)

select * from final
