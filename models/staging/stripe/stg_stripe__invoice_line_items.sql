with source as (
    {{ raw_rows('stripe', 'invoice_line_item') }}
),

renamed as (
    select
        id as line_item_id,
        coalesce(unique_id, id) as invoice_line_item_id,
        invoice_id,
        subscription_id,
        subscription_item_id,
        plan_id as price_id,
        type as line_type,
        currency,
        description,
        metadata,
        amount as amount_minor,
        quantity,
        proration as is_proration,
        period_start as period_start_at,
        period_end as period_end_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
