-- What went back of succeeded payments, each refund and each withdrawn dispute by itself, in the currency of its payment. What is in another
-- currency and has no rate on its day is left out and listed in int_fx__rejects.
with payments as (
    select * from {{ ref('int_canonical__payments') }}
    where status = 'succeeded'
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
        refund_id as reversal_id,
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
        dispute_id,
        currency,
        amount,
        disputed_on
    from {{ ref('int_canonical__disputes') }}
    where withdraws_funds
),

converted as (
    select
        {{ surrogate_key(['reversals.kind', 'reversals.source_relation', 'reversals.reversal_id']) }} as reversal_key,
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
)

select * from converted
where amount is not null
