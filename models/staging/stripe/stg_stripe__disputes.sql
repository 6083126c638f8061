with source as (
    {{ raw_rows('stripe', 'dispute') }}
),

renamed as (
    select
        id as dispute_id,
        charge_id,
        currency,
        status,
        reason,
        amount as amount_minor,
        created as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
