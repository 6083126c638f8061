with source as (
    {{ raw_rows('generic', 'product') }}
),

renamed as (
    select
        product_code,
        product_name,
        product_family,
        source_relation,
        synced_at
    from source
)

select * from renamed
