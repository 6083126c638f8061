-- A layer is judged by its sides: contracted and due, billed, recognized and collected of the states must be in it whole.
with states as (
    select
        currency,
        sum(due_amount) as due_amount,
        sum(billed_amount) as billed_amount,
        sum(case when service_month <= {{ as_of_date() }} then billed_amount else 0 end) as started_amount,
        sum(recognized_amount) as recognized_amount,
        sum(collected_amount) as collected_amount
    from {{ ref('fct_revenue_states') }}
    group by currency
),

expected as (
    select
        'booked_vs_billed' as layer,
        currency,
        due_amount as left_amount,
        billed_amount as right_amount
    from states
    union all
    select
        'billed_vs_collected',
        currency,
        billed_amount,
        collected_amount
    from states
    union all
    select
        'recognized_vs_collected',
        currency,
        recognized_amount,
        collected_amount
    from states
    union all
    select
        'billed_vs_recognized',
        currency,
        started_amount,
        recognized_amount
    from states
),

reconciled as (
    select
        layer,
        currency,
        sum(left_amount) as left_amount,
        sum(right_amount) as right_amount
    from {{ ref('fct_reconciliation') }}
    where layer in ('booked_vs_billed', 'billed_vs_collected', 'recognized_vs_collected', 'billed_vs_recognized')
    group by layer, currency
)

select
    coalesce(expected.layer, reconciled.layer) as layer,
    coalesce(expected.currency, reconciled.currency) as currency,
    expected.left_amount as left_of_states,
    reconciled.left_amount,
    expected.right_amount as right_of_states,
    reconciled.right_amount
from expected
full outer join reconciled on expected.layer = reconciled.layer and expected.currency = reconciled.currency
where
    coalesce(expected.left_amount, 0) <> coalesce(reconciled.left_amount, 0)
    or coalesce(expected.right_amount, 0) <> coalesce(reconciled.right_amount, 0)
