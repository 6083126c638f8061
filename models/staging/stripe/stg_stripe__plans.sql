with source as (
    {{ raw_rows('stripe', 'plan') }}
),

renamed as (
    select
        id as plan_id,
        product_id,
        currency,
        {{ adapter.quote('interval') }} as billing_interval,
        usage_type,
        amount as amount_minor,
        interval_count as billing_interval_count,
        source_relation,
        synced_at
    from source
)

select * from renamed
