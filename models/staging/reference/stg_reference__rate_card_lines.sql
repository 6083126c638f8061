with source as (
    {{ raw_rows('reference', 'rate_card') }}
),

renamed as (
    select
        rate_card_id,
        product_code,
        account_id,
        currency,
        charge_type,
        segment,
        unit_price,
        min_quantity,
        max_quantity,
        valid_from,
        valid_to,
        source_relation,
        synced_at
    from source
)

select * from renamed
