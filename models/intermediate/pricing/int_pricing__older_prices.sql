-- Invoice lines that drifted from their price and bill an older rate card price, with the latest such price: one that
-- applied to the account and quantity, and that has ended or was followed by the price in force.
with line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
    where unsanctioned_drift_amount <> 0
),

candidates as (
    select * from {{ ref('int_pricing__rate_card_candidates') }}
),

segments as (
    select * from {{ ref('int_pricing__account_segments') }}
),

compared as (
    select
        line_splits.invoice_line_key,
        candidates.rate_card_key,
        candidates.unit_price,
        candidates.valid_from,
        row_number() over (
            partition by line_splits.invoice_line_key
            order by candidates.valid_from desc, candidates.scope_rank asc, candidates.rate_card_key asc
        ) as preference
    from line_splits
    inner join candidates
        on
        line_splits.product_key = candidates.product_key
        and line_splits.currency = candidates.currency
        and line_splits.charge_type = candidates.charge_type
        and line_splits.service_start_on > candidates.valid_from
        and line_splits.rate_card_unit_price <> candidates.unit_price
    left join segments on line_splits.account_key = segments.account_key
    where
        (
            candidates.valid_to < line_splits.service_start_on
            or (candidates.scope_rank = line_splits.scope_rank and candidates.valid_from < line_splits.price_valid_from)
        )
        and (candidates.min_quantity is null or line_splits.tier_quantity >= candidates.min_quantity)
        and (candidates.max_quantity is null or line_splits.tier_quantity <= candidates.max_quantity)
        and (candidates.scope_rank <> 1 or candidates.account_key = line_splits.account_key)
        and (candidates.scope_rank <> 2 or candidates.segment = segments.segment)
        and (
            abs({{ extended_price('candidates.unit_price', 'line_splits.unit_months') }} - line_splits.billed_amount)
            < line_splits.one_minor_unit
            or abs(
                {{ extended_price('candidates.unit_price', 'line_splits.unit_months') }}
                - line_splits.billed_amount - line_splits.promotion_amount
            ) < line_splits.one_minor_unit
        )
)

select
    invoice_line_key,
    rate_card_key,
    unit_price as older_unit_price
from compared
where preference = 1
