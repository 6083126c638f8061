select
    contract_line_id,
    deal_id as opportunity_id,
    account_key,
    currency,
    status,
    approver,
    list_amount,
    net_amount,
    discount_pct,
    cast(threshold_pct as decimal(18, 8)) as approval_threshold_pct,
    cast(approved_pct as decimal(18, 8)) as approved_pct
from {{ ref('int_pricing__contract_discounts') }}
