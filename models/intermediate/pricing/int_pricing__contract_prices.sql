-- What each billing period of a recurring or one-time contract line costs, and what it would have cost at the price
-- signed. Amounts of periods of one weight differ by a minor unit where the total does not divide: the range says which
-- amounts are all that price.
with expectations as (
    select * from {{ ref('int_schedule__expectations') }}
    where charge_type in ('recurring', 'one_time')
),

periods as (
    select
        contract_line_key,
        period_start_on,
        min(step_no) as step_no,
        max(case when is_across_steps then 1 else 0 end) as is_across_steps
    from {{ ref('int_schedule__periods') }}
    group by contract_line_key, period_start_on
),

steps as (
    select * from {{ ref('int_schedule__value_steps') }}
),

final as (
    select
        expectations.expectation_key,
        expectations.contract_line_key,
        expectations.charge_type,
        expectations.minor_units,
        expectations.period_start_on,
        expectations.period_end_on,
        expectations.quantity,
        expectations.weight,
        periods.step_no,
        steps.step_total,
        signed.step_total as signed_total,
        expectations.expected_amount,
        min(expectations.expected_amount) over (
            partition by expectations.contract_line_key, expectations.charge_type, periods.step_no, periods.is_across_steps, expectations.weight
        ) as lowest_amount,
        max(expectations.expected_amount) over (
            partition by expectations.contract_line_key, expectations.charge_type, periods.step_no, periods.is_across_steps, expectations.weight
        ) as highest_amount
    from expectations
    inner join periods
        on
        expectations.contract_line_key = periods.contract_line_key
        and expectations.period_start_on = periods.period_start_on
    inner join steps on periods.contract_line_key = steps.contract_line_key and periods.step_no = steps.step_no
    inner join steps as signed on periods.contract_line_key = signed.contract_line_key and signed.step_no = 0
)

select * from final
