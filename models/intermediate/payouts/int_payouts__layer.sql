-- Payouts against bank deposits: one row per payout, and per deposit of a processor that no payout explains.
with payouts as (
    select * from {{ ref('int_canonical__payouts') }}
    where status not in ('failed', 'canceled') and amount > 0
),

bank_lines as (
    select * from {{ ref('int_canonical__bank_lines') }}
    where amount > 0
),

deposits as (
    select * from {{ ref('int_payouts__deposits') }}
),

processors as (
    select distinct system from payouts
),

deposited as (
    select
        deposits.payout_key,
        sum(bank_lines.amount) as deposited_amount,
        max(bank_lines.bank_line_id) as bank_line_id
    from deposits
    inner join bank_lines on deposits.bank_line_key = bank_lines.bank_line_key
    group by deposits.payout_key
),

-- a deposit is a processor's where the bank says so
unknown_deposits as (
    select bank_lines.*
    from bank_lines
    left join deposits on bank_lines.bank_line_key = deposits.bank_line_key
    where
        deposits.bank_line_key is null
        and exists (
            select 1
            from processors
            where
                lower(coalesce(bank_lines.counterparty_name, '') || ' ' || coalesce(bank_lines.remittance_information, ''))
                like '%' || processors.system || '%'
        )
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
