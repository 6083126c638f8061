with source as (
    {{ raw_rows('stripe', 'customer') }}
),

renamed as (
    select
        id as customer_id,
        tax_info_tax_id as tax_id,
        name as customer_name,
        email,
        currency,
        metadata,
        created as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
