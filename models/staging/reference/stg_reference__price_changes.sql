with source as (
    {{ raw_rows('reference', 'price_change') }}
),

renamed as (
    select
        price_id,
        product_code,
        currency,
        changed_by,
        old_unit_price,
        new_unit_price,
        effective_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
