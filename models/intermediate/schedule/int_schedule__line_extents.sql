-- First and last day that a contract line's schedule covers, amendments, terminations and renewal terms included.
with periods as (
    select * from {{ ref('int_schedule__periods') }}
)

select
    contract_line_key,
    min(period_start_on) as first_on,
    max(period_end_on) as last_on
from periods
group by contract_line_key
