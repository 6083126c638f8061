with source as (
    {{ raw_rows('stripe', 'price') }}
),

renamed as (
    select
        id as price_id,
        product_id,
        currency,
        recurring_interval,
        recurring_usage_type as usage_type,
        unit_amount as unit_amount_minor,
        unit_amount_decimal as unit_amount_decimal_minor,
        recurring_interval_count,
        active as is_active,
        created as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
