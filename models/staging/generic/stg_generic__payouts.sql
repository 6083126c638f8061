with source as (
    {{ raw_rows('generic', 'payout') }}
),

renamed as (
    select
        payout_id,
        currency,
        status as payout_status,
        reference,
        amount,
        arrives_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
