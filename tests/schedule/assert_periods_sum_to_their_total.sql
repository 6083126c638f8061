-- The billing periods of a term or contract year sum to its total to the cent; where the schedule was cut, to no more
-- than it.
with steps as (
    select * from {{ ref('int_schedule__value_steps') }}
),

periods as (
    select
        contract_line_key,
        step_no,
        sum(expected_amount) as expected_amount,
        min(period_start_on) as first_on,
        max(period_end_on) as last_on
    from {{ ref('int_schedule__periods') }}
    group by contract_line_key, step_no
)

select
    steps.contract_line_key,
    steps.step_no,
    steps.step_total,
    periods.expected_amount
from steps
full outer join periods
    on steps.contract_line_key = periods.contract_line_key and steps.step_no = periods.step_no
left join {{ ref('int_schedule__cuts') }} as cuts on steps.contract_line_key = cuts.contract_line_key
where
    steps.contract_line_key is null
    or (periods.contract_line_key is null and coalesce(cuts.cut_on, cuts.renewal_cut_on) is null)
    or (
        periods.first_on = steps.start_on
        and periods.last_on = steps.end_on
        and periods.expected_amount <> steps.step_total
    )
    or (
        (periods.first_on <> steps.start_on or periods.last_on <> steps.end_on)
        and not periods.expected_amount between least(steps.step_total, 0) and greatest(steps.step_total, 0)
    )
