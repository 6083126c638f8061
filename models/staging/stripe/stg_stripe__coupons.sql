with source as (
    {{ raw_rows('stripe', 'coupon') }}
),

renamed as (
    select
        id as coupon_id,
        currency,
        duration,
        percent_off,
        amount_off as amount_off_minor,
        duration_in_months as duration_months,
        valid as is_valid,
        redeem_by as redeem_by_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
