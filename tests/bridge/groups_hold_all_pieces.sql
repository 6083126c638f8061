-- The join of expectations and billed pieces must lose neither side nor double it: money before it equals money after it.
with before as (
    select
        (select sum(expected_amount) from {{ ref('int_schedule__expectations') }}) as expected_amount,
        (select sum(revenue_amount) from {{ ref('int_billing__pieces') }}) as billed_amount,
        (select sum(credit_amount) from {{ ref('int_cash__pieces') }}) as credit_amount,
        coalesce((select sum(collected_amount) from {{ ref('int_cash__pieces') }}), 0)
        + coalesce((select sum(unapplied_amount) from {{ ref('int_bridge__unapplied_groups') }}), 0) as collected_amount
),

after as (
    select
        sum(expected_amount) as expected_amount,
        sum(billed_amount) as billed_amount,
        sum(credit_amount) as credit_amount,
        sum(collected_amount) as collected_amount
    from {{ ref('int_bridge__groups') }}
)

select
    before.expected_amount as expected_before,
    after.expected_amount as expected_after,
    before.billed_amount as billed_before,
    after.billed_amount as billed_after,
    before.credit_amount as credited_before,
    after.credit_amount as credited_after,
    before.collected_amount as collected_before,
    after.collected_amount as collected_after
from before
cross join after
where
    coalesce(before.expected_amount, 0) <> coalesce(after.expected_amount, 0)
    or coalesce(before.billed_amount, 0) <> coalesce(after.billed_amount, 0)
    or coalesce(before.credit_amount, 0) <> coalesce(after.credit_amount, 0)
    or coalesce(before.collected_amount, 0) <> coalesce(after.collected_amount, 0)
