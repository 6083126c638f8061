-- Pairs that rung 3 chooses from: same party, currency and amount, the bank line inside the window of the payout or invoice.
with items as (
    {{ still_open([ref('int_matching__reversals'), ref('int_matching__named')]) }}
),

pairs as (
    select
        lines.item_key as bank_item_key,
        targets.item_key as target_item_key,
        abs({{ days_between('targets.event_on', 'lines.event_on') }}) as distance
    from items as lines
    inner join items as targets
        on
        lines.entity = targets.entity
        and lines.currency = targets.currency
        and lines.amount = targets.amount
        and lines.event_on between targets.window_from and targets.window_to
    where lines.side = 'bank' and targets.side <> 'bank'
)

select
    pairs.*,
    count(*) over (partition by bank_item_key) as targets_of_line,
    count(*) over (partition by target_item_key) as lines_of_target
from pairs
