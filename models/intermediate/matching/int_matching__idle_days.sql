-- Which rows of the larger side of an island stay without a counterpart, so that the total distance of the others is smallest. The one
-- with number n is idle from its day on: a gap in which fewer than n wait costs its days after that day, one in which n or more wait,
-- before it. So the numbers do not depend on each other, and each is one pass over the days. Where several days are as good, the first
-- and the last of them are kept.
with days as (
    select * from {{ ref('int_matching__island_days') }}
    where idle_count between 1 and {{ most_idle() }}
),

numbers as (
    {%- for number in range(1, most_idle() | int + 1) %}
        select {{ number }} as idle_number
        {{ 'union all' if not loop.last }}
    {%- endfor %}
),

numbered as (
    select
        days.*,
        numbers.idle_number
    from days
    inner join numbers on days.idle_count >= numbers.idle_number
),

costs as (
    select
        island_key,
        idle_number,
        event_on,
        larger_count,
        coalesce(sum(case when waiting_count >= idle_number then gap_days else 0 end) over (
            partition by island_key, idle_number order by event_on rows between unbounded preceding and 1 preceding
        ), 0)
        + sum(case when waiting_count < idle_number then gap_days else 0 end) over (
            partition by island_key, idle_number order by event_on rows between current row and unbounded following
        ) as distance
    from numbered
),

ranked as (
    select
        *,
        rank() over (partition by island_key, idle_number order by distance) as preference
    from costs
    where larger_count > 0
)

select
    island_key,
    idle_number,
    min(event_on) as first_on,
    max(event_on) as last_on
from ranked
where preference = 1
group by island_key, idle_number
