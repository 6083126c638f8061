-- Rung 6, suggested: a line of a known party names, with its exact amount, what another party owes; or the party of the line is not known,
-- and its amount stands in the window of exactly one open row, which has no other such line.
with items as (
    {{ still_open([
        ref('int_matching__reversals'), ref('int_matching__named'), ref('int_matching__exact'), ref('int_matching__subsets'),
        ref('int_matching__net_of_fees')
    ]) }}
),

unknown_lines as (
    select * from items
    where side = 'bank' and entity is null
),

others as (
    select * from items
    where side <> 'bank'
),

candidates as (
    select
        bank_item_key,
        target_item_key,
        'amount_only' as rung
    from (
        {{ pairs_in_window('unknown_lines', 'others', ['currency', 'amount']) }}
    ) as same_amounts

    union all

    select
        mentions.bank_item_key,
        mentions.target_item_key,
        'other_party'
    from {{ ref('int_matching__mentions') }} as mentions
    inner join items as lines on mentions.bank_item_key = lines.item_key
    inner join items as targets on mentions.target_item_key = targets.item_key
    where lines.account_key <> targets.entity and lines.amount = targets.amount and targets.side = 'invoice'
),

pairs as (
    select
        candidates.*,
        count(*) over (partition by bank_item_key) as targets_of_line,
        count(*) over (partition by target_item_key) as lines_of_target
    from candidates
),

final as (
    select
        bank_item_key,
        target_item_key,
        rung,
        {{ surrogate_key(["'weak'", 'bank_item_key']) }} as match_group_key
    from pairs
    where targets_of_line = 1 and lines_of_target = 1
)

select
    bank_item_key as item_key,
    match_group_key,
    rung,
    false as is_confirmed
from final
union all
select
    target_item_key,
    match_group_key,
    rung,
    false
from final
