-- What becomes of each discount on an invoice line. Expired: the period starts after the promotion's or discount's end,
-- the coupon's redeem-by day or its duration. Extra: more live discounts than the strictest max_stack (else 1), the
-- latest started first. The rest is sanctioned as far as a registered promotion allows it: in its window, at its least
-- quantity, up to its percent or amount.
with line_discounts as (
    select * from {{ ref('int_pricing__line_discounts') }}
),

promotions as (
    select * from {{ ref('int_canonical__promotions') }}
),

product_code_keys as (
    select * from {{ ref('int_entities__product_code_keys') }}
),

registered as (
    select
        line_discounts.discount_key,
        line_discounts.invoice_line_key,
        promotions.promotion_key,
        promotions.percent_off,
        promotions.amount_off,
        promotions.max_months,
        promotions.max_stack,
        promotions.valid_to,
        line_discounts.service_start_on >= promotions.valid_from
        and coalesce(line_discounts.service_start_on <= promotions.valid_to, true) as is_in_window,
        coalesce(line_discounts.quantity >= promotions.min_quantity, promotions.min_quantity is null)
            as is_large_enough,
        row_number() over (
            partition by line_discounts.discount_key, line_discounts.invoice_line_key
            order by
                case
                    when
                        line_discounts.service_start_on >= promotions.valid_from
                        and coalesce(line_discounts.service_start_on <= promotions.valid_to, true) then 0
                    else 1
                end asc,
                case when promotions.product_code is not null then 0 else 1 end asc,
                promotions.valid_from desc,
                promotions.promotion_key asc
        ) as preference
    from line_discounts
    inner join promotions on line_discounts.coupon_id = promotions.coupon_id
    left join product_code_keys on promotions.product_code = product_code_keys.product_code
    where promotions.product_code is null or product_code_keys.product_key = line_discounts.product_key
),

dated as (
    select
        line_discounts.*,
        registered.promotion_key,
        registered.percent_off,
        registered.amount_off,
        registered.max_stack,
        registered.promotion_key is not null and registered.is_in_window and registered.is_large_enough as is_allowed,
        coalesce(line_discounts.service_start_on > registered.valid_to, false)
        or coalesce(line_discounts.service_start_on > line_discounts.coupon_redeem_by, false)
        or coalesce(line_discounts.service_start_on > line_discounts.ends_on, false)
        or coalesce(
            line_discounts.service_start_on
            >= {{ add_months('line_discounts.first_used_on', 'line_discounts.coupon_duration_months') }}, false
        )
        or coalesce(
            line_discounts.service_start_on
            >= {{ add_months('line_discounts.first_used_on', 'registered.max_months') }}, false
        ) as is_expired
    from line_discounts
    left join registered
        on
        line_discounts.discount_key = registered.discount_key
        and line_discounts.invoice_line_key = registered.invoice_line_key
        and registered.preference = 1
),

stacked as (
    select
        dated.*,
        coalesce(min(case when not is_expired then max_stack end) over (partition by invoice_line_key), 1)
            as stack_limit,
        row_number() over (
            partition by invoice_line_key, is_expired
            order by first_used_on, case when is_allowed then 0 else 1 end, discount_id, discount_key
        ) as stack_place
    from dated
),

final as (
    select
        {{ surrogate_key(['discount_key', 'invoice_line_key']) }} as line_discount_key,
        discount_key,
        invoice_line_key,
        promotion_key,
        coupon_id,
        amount,
        is_expired,
        not is_expired and stack_place > stack_limit as is_extra,
        case
            when is_expired or stack_place > stack_limit or not is_allowed then cast(0 as decimal(18, 4))
            when percent_off is not null
                then least(amount, {{ scale_amount('document_amount', 'percent_off', '100', 'minor_units') }})
            else least(amount, coalesce(amount_off, amount))
        end as sanctioned_amount
    from stacked
)

select * from final
