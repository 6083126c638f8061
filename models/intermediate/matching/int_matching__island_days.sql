-- The days of an island of equal amounts in their order, and how many rows of the larger side wait for a counterpart after each: a
-- pairing of the smallest total distance crosses every gap between two days with as many pairs as wait there, and no more.
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
    group by island_key, event_on
),

directed as (
    select
        days.*,
        case when sum(target_count - line_count) over (partition by island_key) < 0 then -1 else 1 end as direction
    from days
)

select
    island_key,
    event_on,
    item_key,
    line_key,
    target_key,
    line_count,
    target_count,
    case when direction = 1 then target_count else line_count end as larger_count,
    direction * sum(target_count - line_count) over (partition by island_key) as idle_count,
    direction * sum(target_count - line_count) over (
        partition by island_key order by event_on rows between unbounded preceding and current row
    ) as waiting_count,
    coalesce({{ days_between('event_on', 'lead(event_on) over (partition by island_key order by event_on)') }}, 0) as gap_days
from directed
