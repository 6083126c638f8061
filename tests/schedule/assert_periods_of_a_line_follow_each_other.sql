-- Service months are added up over billing periods: they neither overlap nor leave a day between two of them.
with ordered as (
    select
        contract_line_key,
        period_start_on,
        period_end_on,
        lead(period_start_on) over (partition by contract_line_key order by period_start_on) as next_start_on
    from {{ ref('int_schedule__periods') }}
)

select *
from ordered
where
    period_end_on < period_start_on
    or next_start_on <> {{ add_days('period_end_on', 1) }}
