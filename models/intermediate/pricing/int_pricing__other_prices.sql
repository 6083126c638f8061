-- Prices of the rate card that are in force for somebody else: another quantity, segment or account.
with line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
    where unsanctioned_drift_amount <> 0
),

candidates as (
    select * from {{ ref('int_pricing__rate_card_candidates') }}
)

select
    {{ surrogate_key(['line_splits.invoice_line_key', 'candidates.rate_card_key']) }} as other_price_key,
    line_splits.invoice_line_key,
    candidates.rate_card_id,
    line_splits.unit_months,
    candidates.unit_price
from line_splits
inner join candidates
    on
    line_splits.product_key = candidates.product_key
    and line_splits.currency = candidates.currency
    and line_splits.charge_type = candidates.charge_type
    and line_splits.service_start_on >= candidates.valid_from
    and (candidates.valid_to is null or line_splits.service_start_on <= candidates.valid_to)
where
    line_splits.rate_card_key <> candidates.rate_card_key
    and line_splits.rate_card_unit_price <> candidates.unit_price
