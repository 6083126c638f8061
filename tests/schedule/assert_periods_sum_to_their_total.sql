-- The billing periods of a contract line sum to the totals of its terms or contract years to the cent; where the schedule was cut, or ends
-- within a contract year, to no more than them.
with steps as (
    select
        contract_line_key,
        sum(step_total) as step_total,
        min(start_on) as first_on,
        max(end_on) as last_on
    from {{ ref('int_schedule__value_steps') }}
    group by contract_line_key
),

periods as (
    select
        contract_line_key,
        sum(expected_amount) as expected_amount,
        min(period_start_on) as first_on,
        max(period_end_on) as last_on
    from {{ ref('int_schedule__periods') }}
    group by contract_line_key
)

select
    coalesce(steps.contract_line_key, periods.contract_line_key) as contract_line_key,
    steps.step_total,
    periods.expected_amount
from steps
full outer join periods on steps.contract_line_key = periods.contract_line_key
left join {{ ref('int_schedule__cuts') }} as cuts on steps.contract_line_key = cuts.contract_line_key
where
    steps.contract_line_key is null
    or (periods.contract_line_key is null and coalesce(cuts.cut_on, cuts.renewal_cut_on) is null)
    or (
        periods.first_on = steps.first_on
        and periods.last_on = steps.last_on
        and periods.expected_amount <> steps.step_total
    )
    or (
        (periods.first_on <> steps.first_on or periods.last_on <> steps.last_on)
        and not periods.expected_amount between least(steps.step_total, 0) and greatest(steps.step_total, 0)
    )
