with source as (
    {{ raw_rows('generic', 'dispute') }}
),

renamed as (
    select
        coalesce(id, dispute_id) as dispute_id,
        payment_id,
        currency,
        status as dispute_status,
        reason,
        amount,
        created_on as disputed_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
