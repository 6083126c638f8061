with discounts as (
    select * from {{ ref('int_pricing__contract_discounts') }}
),

split_discounts as (
    select * from {{ ref('int_pricing__split_discounts') }}
)

select
    discounts.contract_line_id,
    discounts.deal_id as opportunity_id,
    discounts.account_key,
    discounts.currency,
    discounts.status,
    discounts.approver,
    split_discounts.split_finding,
    split_discounts.split_over,
    split_discounts.line_count as split_line_count,
    discounts.list_amount,
    discounts.net_amount,
    discounts.discount_pct,
    cast(discounts.threshold_pct as decimal(18, 8)) as approval_threshold_pct,
    cast(discounts.approved_pct as decimal(18, 8)) as approved_pct,
    split_discounts.list_amount as combined_list_amount,
    split_discounts.net_amount as combined_net_amount,
    split_discounts.discount_pct as combined_discount_pct,
    split_discounts.contract_line_key is not null as is_split_discount
from discounts
left join split_discounts on discounts.contract_line_key = split_discounts.contract_line_key
