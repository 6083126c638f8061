-- Months are read alone and added up: what a billing period is worth must be in its months once and whole.
with spread as (
    select
        group_key,
        sum(contracted_amount) as contracted_amount,
        sum(due_amount) as due_amount,
        sum(billed_amount) as billed_amount,
        sum(collected_amount) as collected_amount,
        sum(collected_at_payment_rate_rc) as collected_at_payment_rate_rc
    from {{ ref('int_states__group_cells') }}
    group by group_key
),

groups as (
    select * from {{ ref('int_bridge__groups') }}
)

select
    coalesce(groups.group_key, spread.group_key) as group_key,
    groups.expected_amount,
    spread.contracted_amount
from groups
full outer join spread on groups.group_key = spread.group_key
where
    groups.group_key is null
    or spread.group_key is null
    or groups.expected_amount <> spread.contracted_amount
    or case when groups.is_due then groups.expected_amount else 0 end <> spread.due_amount
    or groups.billed_amount - groups.credit_amount <> spread.billed_amount
    or groups.collected_amount <> spread.collected_amount
    or groups.collected_at_payment_rate_rc <> spread.collected_at_payment_rate_rc
