with source as (
    {{ raw_rows('netsuite', 'subsidiary') }}
),

renamed as (
    select
        id as subsidiary_id,
        currency as currency_id,
        source_relation,
        synced_at
    from source
)

select * from renamed
