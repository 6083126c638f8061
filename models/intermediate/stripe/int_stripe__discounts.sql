with given_discounts as (
    select * from {{ ref('int_stripe__given_discounts') }}
),

coupons as (
    select * from {{ ref('stg_stripe__coupons') }}
),

subscription_discounts as (
    select * from {{ ref('stg_stripe__subscription_discounts') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        given_discounts.source_relation,
        given_discounts.discount_id,
        given_discounts.invoice_id,
        given_discounts.invoice_line_id,
        given_discounts.coupon_id,
        given_discounts.currency,
        given_discounts.amount,
        coupons.percent_off as coupon_percent_off,
        case
            when coalesce(coupons.currency, given_discounts.currency) = given_discounts.currency
                then {{ from_minor('coupons.amount_off_minor', 'given_discounts.stripe_minor_units') }}
        end as coupon_amount_off,
        cast(
            case coupons.duration
                when 'once' then 1
                when 'repeating' then coupons.duration_months
            end as integer
        ) as coupon_duration_months,
        {{ local_date('coupons.redeem_by_at') }} as coupon_redeem_by,
        {{ local_date('coalesce(given_discounts.started_at, subscription_discounts.started_at)') }} as started_on,
        {{ local_date('coalesce(given_discounts.ended_at, subscription_discounts.ended_at)') }} as ends_on
    from given_discounts
    left join coupons
        on given_discounts.source_relation = coupons.source_relation
        and given_discounts.coupon_id = coupons.coupon_id
    left join subscription_discounts
        on given_discounts.source_relation = subscription_discounts.source_relation
        and given_discounts.discount_id = subscription_discounts.subscription_discount_id
)

select * from final
