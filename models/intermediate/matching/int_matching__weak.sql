-- Rung 6: the party of the bank line is not known, and its amount stands in the window of exactly one open payout or invoice, which
-- has no other such line: suggested.
with items as (
    {{ still_open([
        ref('int_matching__reversals'), ref('int_matching__named'), ref('int_matching__exact'), ref('int_matching__subsets'),
        ref('int_matching__net_of_fees')
    ]) }}
),

pairs as (
    select
        lines.item_key as bank_item_key,
        targets.item_key as target_item_key,
        count(*) over (partition by lines.item_key) as targets_of_line,
        count(*) over (partition by targets.item_key) as lines_of_target
    from items as lines
    inner join items as targets
        on
        lines.currency = targets.currency
        and lines.amount = targets.amount
        and lines.event_on between targets.window_from and targets.window_to
    where lines.side = 'bank' and lines.entity is null and targets.side <> 'bank'
),

final as (
    select
        bank_item_key,
        target_item_key,
        {{ surrogate_key(["'weak'", 'bank_item_key']) }} as match_group_key
    from pairs
    where targets_of_line = 1 and lines_of_target = 1
)

select
    bank_item_key as item_key,
    match_group_key,
    'amount_only' as rung,
    false as is_confirmed
from final
union all
select
    target_item_key,
    match_group_key,
    'amount_only',
    false
from final
