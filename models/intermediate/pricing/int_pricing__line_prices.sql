-- Assessed invoice lines: what the rate card asks for them on their first service day and on the day their contract was
-- signed, to eight decimals and in money, beside the contract price and the bill. A line whose price is a tie, or not
-- on the rate card, is not assessed.
with lines as (
    select * from {{ ref('int_pricing__lines') }}
),

choices as (
    select * from {{ ref('int_pricing__rate_card_choices') }}
),

promotions as (
    select * from {{ ref('int_pricing__line_promotions') }}
),

discounts as (
    select * from {{ ref('int_pricing__contract_discounts') }}
),

-- money that only moved between neighbouring periods says nothing about a price
shifted as (
    select distinct pieces.invoice_line_key
    from {{ ref('int_billing__pieces') }} as pieces
    inner join {{ ref('int_bridge__shifts') }} as shifts on pieces.group_key = shifts.group_key
),

priced as (
    select
        lines.*,
        at_start.rate_card_key,
        at_start.scope_rank,
        at_start.valid_from as price_valid_from,
        at_start.unit_price as rate_card_unit_price,
        coalesce(at_signing.unit_price, at_start.unit_price) as signing_unit_price,
        coalesce(promotions.promoted_amount, 0) as promoted_amount,
        coalesce(promotions.has_expired_discount, false) as has_expired_discount,
        coalesce(promotions.has_extra_discount, false) as has_extra_discount,
        case when discounts.status in ('exceeds_approval', 'missing_approval') then discounts.allowed_pct end
            as exceeded_pct
    from lines
    inner join choices as at_start
        on at_start.question_key = {{ rate_card_question(
            'lines.product_key', 'lines.currency', 'lines.charge_type', 'lines.account_key', 'lines.tier_quantity',
            'lines.service_start_on'
        ) }}
    left join choices as at_signing
        on at_signing.question_key = {{ rate_card_question(
            'lines.product_key', 'lines.currency', 'lines.charge_type', 'lines.account_key', 'lines.tier_quantity',
            'lines.closed_on'
        ) }}
    left join promotions on lines.invoice_line_key = promotions.invoice_line_key
    left join discounts on lines.contract_line_key = discounts.contract_line_key
    left join shifted on lines.invoice_line_key = shifted.invoice_line_key
    where
        not at_start.is_tie
        and not coalesce(at_signing.is_tie, false)
        and shifted.invoice_line_key is null
),

extended as (
    select
        priced.*,
        {{ minor_unit('minor_units') }} as one_minor_unit,
        {{ extended_price('rate_card_unit_price', 'unit_months') }} as exact_rate_card_amount,
        {{ extended_price('signing_unit_price', 'unit_months') }} as exact_signing_amount
    from priced
)

select
    extended.*,
    {{ round_money('exact_rate_card_amount', 'minor_units') }} as rate_card_amount,
    {{ round_money('exact_signing_amount', 'minor_units') }} as signing_list_amount,
    contract_amount is not null as is_contracted
from extended
