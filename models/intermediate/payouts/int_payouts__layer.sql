-- Payouts against bank deposits: one row per payout, and per deposit of a processor that no payout explains.
with payouts as (
    select * from {{ ref('int_canonical__payouts') }}
    where status not in ('failed', 'canceled') and amount > 0
),

deposited as (
    select
        payout_key,
        sum(deposited_amount) as deposited_amount
    from {{ ref('int_payouts__deposits') }}
    group by payout_key
),

unknown_deposits as (
    select bank_lines.*
    from {{ ref('int_cash__bank_places') }} as places
    inner join {{ ref('int_canonical__bank_lines') }} as bank_lines on places.bank_line_key = bank_lines.bank_line_key
    where places.place = 'unknown'
),

final as (
    select
        payouts.payout_key as subject_key,
        payouts.payout_id as subject_id,
        payouts.source_relation,
        case
            when payouts.amount = coalesce(deposited.deposited_amount, 0) then null
            when deposited.payout_key is null then 'payout_missing'
            when deposited.deposited_amount < payouts.amount then 'payout_short'
            else 'deposit_unknown'
        end as finding,
        payouts.currency,
        payouts.amount as left_amount,
        case
            when
                deposited.payout_key is null
                and (
                    payouts.status in ('pending', 'in_transit')
                    or {{ add_days('payouts.arrives_on', var('payment_grace_days')) }} >= {{ as_of_date() }}
                )
                then payouts.amount
            else 0
        end as timing_amount,
        coalesce(deposited.deposited_amount, 0) as right_amount,
        payouts.arrives_on as event_on
    from payouts
    left join deposited on payouts.payout_key = deposited.payout_key

    union all

    select
        bank_line_key,
        bank_line_id,
        source_relation,
        'deposit_unknown',
        currency,
        0,
        0,
        amount,
        booked_on
    from unknown_deposits
)

select
    subject_key,
    subject_id,
    source_relation,
    case when left_amount - timing_amount <> right_amount then finding end as finding,
    currency,
    cast(left_amount as decimal(18, 4)) as left_amount,
    cast(timing_amount as decimal(18, 4)) as timing_amount,
    cast(right_amount as decimal(18, 4)) as right_amount,
    event_on
from final
