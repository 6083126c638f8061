-- What rung 4 adds up: for each open row the smaller open rows of the same party and currency on the other side inside the window, in
-- two halves of at most 12. An equal amount is a candidate too: where one fits alone, a sum is not unique.
with items as (
    {{ still_open([ref('int_matching__reversals'), ref('int_matching__named'), ref('int_matching__exact')]) }}
),

pairs as (
    select
        lines.item_key as bank_item_key,
        targets.item_key as target_item_key,
        lines.amount as bank_amount,
        targets.amount as target_amount
    from items as lines
    inner join items as targets
        on
        lines.entity = targets.entity
        and lines.currency = targets.currency
        and lines.event_on between targets.window_from and targets.window_to
    where lines.side = 'bank' and targets.side <> 'bank' and lines.amount > 0 and targets.amount > 0
),

unioned as (
    select
        bank_item_key as centre_key,
        target_item_key as candidate_key,
        bank_amount as centre_amount,
        target_amount as candidate_amount
    from pairs
    where target_amount <= bank_amount

    union all

    select
        target_item_key,
        bank_item_key,
        target_amount,
        bank_amount
    from pairs
    where bank_amount <= target_amount
),

numbered as (
    select
        unioned.*,
        row_number() over (partition by centre_key order by candidate_amount desc, candidate_key asc) - 1 as position,
        count(*) over (partition by centre_key) as candidate_count,
        sum(candidate_amount) over (partition by centre_key) as candidates_amount
    from unioned
),

halved as (
    select
        numbered.*,
        mod(position, 2) as half
    from numbered
    where candidate_count >= 2 and candidates_amount >= centre_amount
)

select
    centre_key,
    candidate_key,
    centre_amount,
    candidate_amount,
    candidate_count,
    half,
    cast((position - half) / 2 as integer) as place,
    count(*) over (partition by centre_key, half) as half_size
from halved
