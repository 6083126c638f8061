with source as (
    {{ raw_rows('generic', 'refund') }}
),

renamed as (
    select
        coalesce(id, refund_id) as refund_id,
        payment_id,
        currency,
        status as refund_status,
        reason,
        amount,
        created_on as refunded_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
