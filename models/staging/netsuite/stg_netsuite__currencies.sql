with source as (
    {{ raw_rows('netsuite', 'currency') }}
),

renamed as (
    select
        id as currency_id,
        symbol as currency,
        isbasecurrency as is_base_currency,
        source_relation,
        synced_at
    from source
)

select * from renamed
