with source as (
    {{ raw_rows('stripe', 'payout') }}
),

renamed as (
    select
        id as payout_id,
        currency,
        status,
        statement_descriptor,
        amount as amount_minor,
        arrival_date as arrives_on,
        created as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
