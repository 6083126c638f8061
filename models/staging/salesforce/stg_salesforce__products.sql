with source as (
    {{ raw_rows('salesforce', 'product_2') }}
),

renamed as (
    select
        id as product_id,
        product_code,
        name as product_name,
        family as product_family,
        is_active,
        source_relation,
        synced_at
    from source
)

select * from renamed
