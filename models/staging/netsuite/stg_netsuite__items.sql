with source as (
    {{ raw_rows('netsuite', 'item') }}
),

renamed as (
    select
        id as item_id,
        externalid as external_id,
        fullname as item_name,
        source_relation,
        synced_at
    from source
)

select * from renamed
