-- Schedules and spreading count on the numbers 0 to 999 without a hole.
select
    min(n) as first_number,
    max(n) as last_number,
    count(*) as number_count
from {{ ref('int_util__numbers') }}
having min(n) <> 0 or max(n) <> 999 or count(*) <> 1000
