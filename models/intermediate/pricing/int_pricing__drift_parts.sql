-- The parts of `rate card - billed` by cause. A line has at most one cause of drift from its contract price, the first
-- that holds. Lines at the rate card's price, and rounding that has no part to go with, make no part.
with line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
    where not is_at_rate_card
),

missed_uplifts as (
    select * from {{ ref('int_pricing__missed_uplifts') }}
),

older_prices as (
    select * from {{ ref('int_pricing__older_prices') }}
),

caused as (
    select
        line_splits.*,
        case
            when unsanctioned_drift_amount > 0 and has_expired_discount then 'expired_promo'
            when unsanctioned_drift_amount > 0 and has_extra_discount then 'stacked_discount'
            when missed_uplifts.invoice_line_key is not null then 'missed_uplift'
            when older_prices.invoice_line_key is not null then 'grandfathered_rate'
            else 'wrong_rate'
        end as cause_of_drift
    from line_splits
    left join missed_uplifts on line_splits.invoice_line_key = missed_uplifts.invoice_line_key
    left join older_prices on line_splits.invoice_line_key = older_prices.invoice_line_key
),

parts as (
    select
        invoice_line_key,
        'price_lock' as drift_cause,
        true as is_sanctioned,
        price_lock_amount as drift_amount
    from caused

    union all

    select
        invoice_line_key,
        'approved_discount',
        true,
        approved_discount_amount
    from caused

    union all

    select
        invoice_line_key,
        'promotion',
        true,
        sanctioned_promotion_amount
    from caused

    union all

    select
        invoice_line_key,
        'unapproved_discount',
        false,
        unapproved_amount
    from caused

    union all

    select
        invoice_line_key,
        cause_of_drift,
        false,
        unsanctioned_drift_amount
    from caused
)

select
    {{ surrogate_key(['invoice_line_key', 'drift_cause']) }} as drift_part_key,
    invoice_line_key,
    drift_cause,
    is_sanctioned,
    cast(drift_amount as decimal(18, 4)) as drift_amount
from parts
where drift_amount <> 0
