-- Where the money of each bank line belongs, each cent in one place: a payout of a processor; an invoice that the ladder confirms; a
-- payment that other books record; a customer's account, where a known customer pays what fits no invoice; unknown, where a processor
-- sent it for no payout; or no revenue: what goes out, what was taken back, and what comes from nobody known. A customer's transfer that
-- may be a payment recorded about that day, and still looked for in the bank, is not counted again.
with bank_lines as (
    select * from {{ ref('int_matching__open_items') }}
    where side = 'bank'
),

matches as (
    select * from {{ ref('int_matching__matches') }}
),

deposits as (
    select distinct bank_line_key from {{ ref('int_payouts__deposits') }}
),

-- what a confirmed group says its bank lines are; only the one line of a reference may exceed its invoices
confirmed as (
    select
        match_group_key,
        rung,
        min(case when side <> 'bank' then side end) as other_side,
        sum(case when side = 'invoice' then amount else 0 end) as invoice_amount
    from matches
    where is_confirmed
    group by match_group_key, rung
),

looked_for as (
    select payments.*
    from {{ ref('int_matching__open_items') }} as payments
    left join matches on payments.item_key = matches.item_key and matches.is_confirmed
    where payments.side = 'payment' and matches.item_key is null
),

maybe_recorded as (
    select distinct bank_lines.subject_key as bank_line_key
    from bank_lines
    inner join looked_for
        on
        bank_lines.entity = looked_for.entity
        and bank_lines.currency = looked_for.currency
        and bank_lines.event_on between looked_for.window_from and looked_for.window_to
),

judged as (
    select
        bank_lines.subject_key as bank_line_key,
        bank_lines.source_id as bank_line_id,
        bank_lines.account_key,
        bank_lines.currency,
        bank_lines.amount,
        bank_lines.event_on as booked_on,
        confirmed.rung,
        case
            when deposits.bank_line_key is not null then 'payout'
            when confirmed.other_side is not null then confirmed.other_side
            when confirmed.match_group_key is not null or bank_lines.amount < 0 then 'not_revenue'
            when maybe_recorded.bank_line_key is not null then 'payment'
            when bank_lines.account_key is not null then 'unapplied'
            when bank_lines.entity is not null then 'unknown'
            else 'not_revenue'
        end as place,
        confirmed.invoice_amount
    from bank_lines
    left join deposits on bank_lines.subject_key = deposits.bank_line_key
    left join matches on bank_lines.item_key = matches.item_key and matches.is_confirmed
    left join confirmed on matches.match_group_key = confirmed.match_group_key
    left join maybe_recorded on bank_lines.subject_key = maybe_recorded.bank_line_key
),

final as (
    select
        bank_line_key,
        bank_line_id,
        account_key,
        place,
        rung,
        currency,
        case when place = 'invoice' then least(amount, invoice_amount) else amount end as amount,
        booked_on
    from judged

    union all

    select
        bank_line_key,
        bank_line_id,
        account_key,
        'unapplied',
        rung,
        currency,
        amount - invoice_amount,
        booked_on
    from judged
    where place = 'invoice' and amount > invoice_amount
)

select
    {{ surrogate_key(['bank_line_key', 'place']) }} as bank_place_key,
    bank_line_key,
    bank_line_id,
    account_key,
    place,
    rung,
    currency,
    cast(amount as decimal(18, 4)) as amount,
    booked_on
from final
