with source as (
    {{ raw_rows('stripe', 'subscription_item') }}
),

renamed as (
    select
        id as subscription_item_id,
        subscription_id,
        plan_id as price_id,
        metadata,
        quantity,
        created as created_at,
        current_period_start as current_period_start_at,
        current_period_end as current_period_end_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
