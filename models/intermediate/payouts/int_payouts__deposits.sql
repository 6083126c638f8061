-- The bank deposits of each payout. One deposit may hold several payouts, and one payout come in several deposits. A suggested match is
-- good enough here: what a person has left to decide is which deposit is which payout, not whether the money came. For the same reason
-- equal amounts that stay tied are told off one by one, each to one deposit of the same days.
with matches as (
    select * from {{ ref('int_matching__matches') }}
),

payouts as (
    select
        match_group_key,
        subject_key as payout_key,
        amount,
        sum(amount) over (partition by match_group_key order by source_id, subject_key rows between unbounded preceding and current row)
        - amount as amount_before,
        count(*) over (partition by match_group_key) as payout_count,
        row_number() over (partition by match_group_key order by source_id, subject_key) as place
    from matches
    where side = 'payout'
),

matched as (
    select
        payouts.payout_key,
        matches.subject_key as bank_line_key,
        -- the payouts of one deposit take their amounts in order of their ids; the last one, what is left
        case
            when payouts.payout_count = 1 then matches.amount
            when payouts.place = payouts.payout_count then greatest(matches.amount - payouts.amount_before, 0)
            else greatest(least(payouts.amount, matches.amount - payouts.amount_before), 0)
        end as deposited_amount,
        matches.rung
    from matches
    inner join payouts on matches.match_group_key = payouts.match_group_key
    where matches.side = 'bank' and matches.amount > 0
),

tied as (
    select
        items.subject_key,
        items.side,
        items.amount,
        islands.island_key,
        row_number() over (
            partition by islands.island_key, items.side order by items.event_on, items.source_id, items.item_key
        ) as place
    from {{ ref('int_matching__amount_islands') }} as islands
    inner join {{ ref('int_matching__open_items') }} as items on islands.item_key = items.item_key
    left join matches on items.item_key = matches.item_key
    where matches.item_key is null and items.side in ('payout', 'bank') and items.amount > 0
),

final as (
    select * from matched

    union all

    select
        payouts.subject_key,
        bank_lines.subject_key,
        bank_lines.amount,
        'equal_amounts'
    from tied as payouts
    inner join tied as bank_lines on payouts.island_key = bank_lines.island_key and payouts.place = bank_lines.place
    where payouts.side = 'payout' and bank_lines.side = 'bank'
)

select
    payout_key,
    bank_line_key,
    cast(deposited_amount as decimal(18, 4)) as deposited_amount,
    rung
from final
