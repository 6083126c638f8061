-- Equal amounts paired with the smallest total distance of days, where only one way of pairing has it. On a line of days that is where
-- two rows follow each other while no earlier row waits for its counterpart: swapping it for any other costs more.
with days as (
    select
        island_key,
        event_on,
        min(item_key) as item_key,
        max(case when line_count = 1 then item_key end) as line_key,
        max(case when target_count = 1 then item_key end) as target_key,
        sum(line_count) as line_count,
        sum(target_count) as target_count
    from {{ ref('int_matching__amount_islands') }}
    where is_balanced
    group by island_key, event_on
),

counted as (
    select
        days.*,
        coalesce(sum(line_count - target_count) over (
            partition by island_key order by event_on rows between unbounded preceding and 1 preceding
        ), 0) as waiting_count,
        lead(line_count) over (partition by island_key order by event_on) as next_line_count,
        lead(target_count) over (partition by island_key order by event_on) as next_target_count,
        lead(item_key) over (partition by island_key order by event_on) as next_item_key
    from days
),

pairs as (
    select
        line_key as bank_item_key,
        target_key as target_item_key
    from counted
    where waiting_count = 0 and line_count = 1 and target_count = 1

    union all

    select
        case when line_count = 1 then item_key else next_item_key end,
        case when line_count = 1 then next_item_key else item_key end
    from counted
    where waiting_count = 0 and line_count + target_count = 1 and next_line_count = target_count and next_target_count = line_count
)

-- days between them may lie outside the window of the one
select pairs.*
from pairs
inner join {{ ref('int_matching__amount_candidates') }} as candidates
    on pairs.bank_item_key = candidates.bank_item_key and pairs.target_item_key = candidates.target_item_key
