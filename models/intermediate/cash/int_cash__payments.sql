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

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

reversals as (
    select
        source_relation,
        payment_id,
        'refund' as kind,
        currency,
        amount,
        refunded_on as reversed_on
    from {{ ref('int_canonical__refunds') }}
    where coalesce(status, 'succeeded') = 'succeeded'

    union all

    select
        source_relation,
        payment_id,
        'dispute',
        currency,
        amount,
        disputed_on
    from {{ ref('int_canonical__disputes') }}
    where withdraws_funds
),

-- in the currency of the payment; what has no rate on its day is left out and listed in int_fx__rejects
converted as (
    select
        payments.payment_key,
        reversals.kind,
        reversals.reversed_on,
        case
            when coalesce(reversals.currency, payments.currency) = payments.currency then reversals.amount
            else {{ scale_amount('reversals.amount', 'own_rates.rate', 'payment_rates.rate', 'currencies.minor_units') }}
        end as amount
    from reversals
    inner join payments
        on reversals.source_relation = payments.source_relation and reversals.payment_id = payments.payment_id
    inner join currencies on payments.currency = currencies.currency
    left join rates as own_rates
        on reversals.currency = own_rates.currency and reversals.reversed_on between own_rates.valid_from and own_rates.valid_to
    left join rates as payment_rates
        on payments.currency = payment_rates.currency and reversals.reversed_on between payment_rates.valid_from and payment_rates.valid_to
),

reversed as (
    select
        payment_key,
        sum(case when kind = 'refund' then amount else 0 end) as refunded_amount,
        sum(case when kind = 'dispute' then amount else 0 end) as disputed_amount,
        max(case when kind = 'refund' then reversed_on end) as refunded_on,
        max(case when kind = 'dispute' then reversed_on end) as disputed_on
    from converted
    where amount is not null
    group by payment_key
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
        coalesce(reversed.refunded_amount, 0) as refunded_amount,
        coalesce(reversed.disputed_amount, 0) as disputed_amount,
        greatest(payments.amount - coalesce(reversed.refunded_amount, 0) - coalesce(reversed.disputed_amount, 0), 0) as net_amount,
        payments.paid_on,
        reversed.refunded_on,
        reversed.disputed_on
    from payments
    inner join currencies on payments.currency = currencies.currency
    cross join evidence
    left join account_keys
        on
        payments.source_relation = account_keys.source_relation
        and payments.account_id = account_keys.account_id
    left join reversed on payments.payment_key = reversed.payment_key
    left join doubled on payments.payment_key = doubled.payment_key
    left join linked on payments.payment_key = linked.payment_key
    where
        doubled.payment_key is null
        and (payments.evidence <> 'ledger' or evidence.has_processor = 0 or linked.payment_key is not null)
)

select * from final
