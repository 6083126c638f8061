with source as (
    {{ raw_rows('stripe', 'subscription') }}
),

renamed as (
    select
        id as subscription_id,
        customer_id,
        status,
        metadata,
        start_date as started_at,
        billing_cycle_anchor as billing_cycle_anchor_at,
        current_period_start as current_period_start_at,
        current_period_end as current_period_end_at,
        cancel_at,
        canceled_at,
        ended_at,
        created as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
