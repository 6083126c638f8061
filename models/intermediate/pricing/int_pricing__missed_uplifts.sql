-- Invoice lines that bill what the contract cost in an earlier term or contract year: the uplift since then was missed.
with line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
    where unsanctioned_drift_amount > 0 and is_contracted and step_total <> 0
),

steps as (
    select * from {{ ref('int_schedule__value_steps') }}
),

compared as (
    select
        line_splits.invoice_line_key,
        steps.step_no,
        line_splits.one_minor_unit,
        line_splits.billed_amount + line_splits.promotion_amount as paid_amount,
        {{ scale_amount(
            'line_splits.contract_amount', 'steps.step_total', 'line_splits.step_total', 'line_splits.minor_units'
        ) }} as earlier_amount
    from line_splits
    inner join steps
        on
        line_splits.contract_line_key = steps.contract_line_key
        and line_splits.step_no > steps.step_no
        and line_splits.step_total > steps.step_total
)

select
    invoice_line_key,
    max(step_no) as billed_step_no
from compared
where abs(earlier_amount - paid_amount) <= one_minor_unit
group by invoice_line_key
