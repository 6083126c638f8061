-- `rate card - billed` of each assessed invoice line in five parts that sum to it: growth of the list price since
-- signing, discount at signing (what is allowed, and the excess), promotions, drift from the contract price. Without a
-- contract price the rate card is it. Less than a minor unit is rounding and goes with the first part that is there;
-- where none is, the line is at its price.
with line_prices as (
    select * from {{ ref('int_pricing__line_prices') }}
),

promoted as (
    select
        line_prices.*,
        coalesce(contract_amount, rate_card_amount) as price_amount,
        greatest(
            least(promoted_amount, coalesce(contract_amount, rate_card_amount) - billed_amount),
            cast(0 as decimal(18, 4))
        ) as promotion_amount
    from line_prices
),

drifted as (
    select
        promoted.*,
        case
            when is_contracted and (
                price_amount = billed_amount + promotion_amount
                or (
                    abs(price_amount - billed_amount - promotion_amount) <= one_minor_unit
                    and billed_amount + promotion_amount between lowest_amount and highest_amount
                )
            ) then cast(0 as decimal(18, 4))
            when not is_contracted and abs(exact_rate_card_amount - billed_amount - promotion_amount) < one_minor_unit
                then cast(0 as decimal(18, 4))
            else price_amount - billed_amount - promotion_amount
        end as drift_amount,
        case
            when rate_card_unit_price = signing_unit_price or not is_contracted then cast(0 as decimal(18, 4))
            else rate_card_amount - signing_list_amount
        end as list_growth_amount,
        case
            when not is_contracted or abs(exact_signing_amount - contract_amount) < one_minor_unit
                then cast(0 as decimal(18, 4))
            else signing_list_amount - contract_amount
        end as discount_amount,
        case
            when is_contracted and exceeded_pct is not null
                then greatest(
                    signing_list_amount - signed_amount
                    - {{ scale_amount('signing_list_amount', 'exceeded_pct', '100', 'minor_units') }},
                    cast(0 as decimal(18, 4))
                )
            else cast(0 as decimal(18, 4))
        end as unapproved_amount
    from promoted
),

rounded as (
    select
        drifted.*,
        rate_card_amount - billed_amount
        - list_growth_amount - discount_amount - promotion_amount - drift_amount as rounding_amount,
        -- the part that takes the rounding
        case
            when discount_amount <> 0 then 'discount'
            when list_growth_amount <> 0 then 'list_growth'
            when promotion_amount <> 0 then 'promotion'
            when drift_amount <> 0 then 'drift'
            else 'none'
        end as rounded_part,
        -- who pays today's list price at the contract's terms has no difference to explain
        abs(exact_rate_card_amount - billed_amount) < one_minor_unit and drift_amount = 0 as is_at_rate_card
    from drifted
)

select
    rounded.*,
    list_growth_amount + case when rounded_part = 'list_growth' then rounding_amount else 0 end
        as price_lock_amount,
    discount_amount - unapproved_amount + case when rounded_part = 'discount' then rounding_amount else 0 end
        as approved_discount_amount,
    promotion_amount + case when rounded_part = 'promotion' then rounding_amount else 0 end
        as sanctioned_promotion_amount,
    drift_amount + case when rounded_part = 'drift' then rounding_amount else 0 end
        as unsanctioned_drift_amount
from rounded
