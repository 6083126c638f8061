with source as (
    {{ raw_rows('netsuite', 'accounting_period') }}
),

renamed as (
    select
        id as accounting_period_id,
        startdate as starts_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
