-- A customer who pays the rate card's price by contract must not be asked for more: recomputed from unit price and
-- quantity alone.
select
    drift.invoice_line_id,
    drift.drift_cause,
    drift.drift_amount
from {{ ref('fct_pricing_drift') }} as drift
where
    drift.contract_unit_price = drift.rate_card_unit_price
    and drift.billed_unit_price = drift.rate_card_unit_price
