-- Who gives discounts that stop just below the percentage from which somebody else would have to agree?
-- One row per owner of deals: in_the_last_points counts discounts within two points below the threshold, at_most_half those of half
-- the threshold and less. Everybody lands there now and then; an owner whose discounts nearly all do is working around the policy.
with discounts as (
    select
        approvals.*,
        deals.owner_id
    from {{ ref('fct_discount_approvals') }} as approvals
    left join {{ ref('fct_deal_lifecycle') }} as deals on approvals.opportunity_id = deals.deal_id
    where approvals.discount_pct > 0
)

select
    coalesce(owner_id, 'no owner') as owner_id,
    currency,
    count(*) as discounted_line_count,
    sum(case when discount_pct > approval_threshold_pct - 2 and discount_pct <= approval_threshold_pct then 1 else 0 end) as in_the_last_points_count,
    sum(case when discount_pct * 2 <= approval_threshold_pct then 1 else 0 end) as at_most_half_count,
    sum(case when discount_pct > approval_threshold_pct then 1 else 0 end) as above_count,
    sum(
        case when discount_pct > approval_threshold_pct - 2 and discount_pct <= approval_threshold_pct then list_amount - net_amount else 0 end
    ) as given_in_the_last_points_amount
from discounts
group by coalesce(owner_id, 'no owner'), currency
order by
    sum(case when discount_pct > approval_threshold_pct - 2 and discount_pct <= approval_threshold_pct then 1 else 0 end) desc,
    count(*) desc,
    coalesce(owner_id, 'no owner')
