with source as (
    {{ raw_rows('salesforce', 'pricebook_entry') }}
),

renamed as (
    select
        id as pricebook_entry_id,
        pricebook_2_id as pricebook_id,
        product_2_id as product_id,
        currency_iso_code as currency,
        unit_price,
        is_active,
        source_relation,
        synced_at
    from source
)

select * from renamed
