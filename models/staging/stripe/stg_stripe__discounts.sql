with source as (
    {{ raw_rows('stripe', 'discount') }}
),

renamed as (
    select
        id as discount_id,
        type_id as applies_to_id,
        coupon_id,
        invoice_id,
        type as applies_to_type,
        amount as amount_minor,
        start as started_at,
        {{ adapter.quote('end') }} as ended_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
