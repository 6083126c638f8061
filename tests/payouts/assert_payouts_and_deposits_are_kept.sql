-- The layer processor_vs_bank holds every payout that was not called off and every deposit assigned to one, exactly
-- once.
with payouts as (
    select
        currency,
        sum(amount) as amount
    from {{ ref('int_canonical__payouts') }}
    where status not in ('failed', 'canceled') and amount > 0
    group by currency
),

deposits as (
    select
        currency,
        sum(amount) as amount
    from {{ ref('int_cash__bank_places') }}
    where place = 'payout'
    group by currency
),

layer as (
    select
        currency,
        sum(left_amount) as left_amount,
        sum(case when left_amount > 0 then right_amount else 0 end) as assigned_amount
    from {{ ref('int_payouts__layer') }}
    group by currency
)

select
    coalesce(payouts.currency, deposits.currency, layer.currency) as currency,
    payouts.amount as payout_amount,
    layer.left_amount,
    deposits.amount as deposit_amount,
    layer.assigned_amount
from payouts
full outer join deposits on payouts.currency = deposits.currency
full outer join layer on coalesce(payouts.currency, deposits.currency) = layer.currency
where
    coalesce(payouts.amount, 0) <> coalesce(layer.left_amount, 0)
    or coalesce(deposits.amount, 0) <> coalesce(layer.assigned_amount, 0)
