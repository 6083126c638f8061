-- Billing periods whose lines are one price together: more units than contracted but no more money (two halves of one
-- price), or a line with its reduction. Their lines share the units of the period by amount; duplicates stay out.
with roles as (
    select * from {{ ref('int_bridge__piece_roles') }}
    where not is_duplicate
),

pieces as (
    select * from {{ ref('int_billing__pieces') }}
    where charge_type in ('recurring', 'one_time') and not is_proration
),

contract_prices as (
    select * from {{ ref('int_pricing__contract_prices') }}
),

grouped as (
    select
        roles.group_key,
        count(*) as line_count,
        sum(roles.billed_quantity) as billed_quantity,
        sum(roles.revenue_amount) as shared_amount,
        min(roles.revenue_amount) as least_amount,
        max(roles.expected_amount) as expected_amount
    from roles
    inner join pieces on roles.piece_key = pieces.piece_key
    group by roles.group_key
),

final as (
    select
        grouped.group_key,
        grouped.least_amount,
        grouped.shared_amount,
        grouped.billed_quantity > contract_prices.quantity and grouped.shared_amount <= grouped.expected_amount
            as is_over_quantity,
        case
            when
                grouped.billed_quantity > contract_prices.quantity
                and grouped.shared_amount <= grouped.expected_amount
                then contract_prices.quantity
            else grouped.billed_quantity
        end as shared_quantity
    from grouped
    inner join contract_prices on grouped.group_key = contract_prices.expectation_key
    where grouped.line_count > 1 and grouped.shared_amount > 0
)

select
    group_key,
    cast(shared_quantity as decimal(18, 8)) as shared_quantity,
    cast(shared_amount as decimal(18, 4)) as shared_amount
from final
where is_over_quantity or least_amount < 0
