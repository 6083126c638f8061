with source as (
    {{ raw_rows('netsuite', 'accounting_book') }}
),

renamed as (
    select
        id as accounting_book_id,
        isprimary as is_primary,
        source_relation,
        synced_at
    from source
)

select * from renamed
