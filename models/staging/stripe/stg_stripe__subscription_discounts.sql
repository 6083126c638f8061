with source as (
    {{ raw_rows('stripe', 'subscription_discount') }}
),

renamed as (
    select
        id as subscription_discount_id,
        coupon_id,
        subscription_id,
        start as started_at,
        {{ adapter.quote('end') }} as ended_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
