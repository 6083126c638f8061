-- Equal amounts paired with the smallest total distance of days, where only one way of pairing has it: on the line of days, where two
-- rows follow each other while no other waits and none of the two may be idle.
with days as (
    select
        days.island_key,
        days.event_on,
        days.item_key,
        days.line_key,
        days.target_key,
        days.line_count,
        days.target_count,
        days.waiting_count,
        count(case when idle_days.last_on <= days.event_on then 1 end) as idle_count,
        count(case when idle_days.first_on <= days.event_on then 1 end) as most_idle_count
    from {{ ref('int_matching__island_days') }} as days
    left join {{ ref('int_matching__idle_days') }} as idle_days on days.island_key = idle_days.island_key
    where days.idle_count <= {{ most_idle() }}
    group by
        days.island_key, days.event_on, days.item_key, days.line_key, days.target_key,
        days.line_count, days.target_count, days.waiting_count
),

in_order as (
    select
        days.*,
        coalesce(lag(waiting_count - idle_count) over (partition by island_key order by event_on), 0) as waiting_before,
        coalesce(lag(idle_count) over (partition by island_key order by event_on), 0) as idle_before,
        coalesce(lag(most_idle_count) over (partition by island_key order by event_on), 0) as most_idle_before,
        lead(most_idle_count) over (partition by island_key order by event_on) as next_most_idle_count,
        lead(line_count) over (partition by island_key order by event_on) as next_line_count,
        lead(target_count) over (partition by island_key order by event_on) as next_target_count,
        lead(item_key) over (partition by island_key order by event_on) as next_item_key
    from days
),

-- nobody waits before the day, and nobody who comes on it can be idle
settled as (
    select * from in_order
    where waiting_before = 0 and idle_before = most_idle_before and most_idle_count = idle_before
),

pairs as (
    select
        line_key as bank_item_key,
        target_key as target_item_key
    from settled
    where line_count = 1 and target_count = 1

    union all

    select
        case when line_count = 1 then item_key else next_item_key end,
        case when line_count = 1 then next_item_key else item_key end
    from settled
    where
        line_count + target_count = 1
        and next_line_count = target_count
        and next_target_count = line_count
        and next_most_idle_count = most_idle_count
)

-- days between them may lie outside the window of the one
select pairs.*
from pairs
inner join {{ ref('int_matching__amount_candidates') }} as candidates
    on pairs.bank_item_key = candidates.bank_item_key and pairs.target_item_key = candidates.target_item_key
