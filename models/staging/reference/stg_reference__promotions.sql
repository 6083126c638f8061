with source as (
    {{ raw_rows('reference', 'promotion') }}
),

renamed as (
    select
        promotion_id,
        coupon_id,
        product_code,
        percent_off,
        amount_off,
        min_quantity,
        max_months,
        max_stack,
        valid_from,
        valid_to,
        source_relation,
        synced_at
    from source
)

select * from renamed
