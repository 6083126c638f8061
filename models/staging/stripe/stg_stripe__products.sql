with source as (
    {{ raw_rows('stripe', 'product') }}
),

renamed as (
    select
        id as product_id,
        name as product_name,
        metadata,
        source_relation,
        synced_at
    from source
)

select * from renamed
