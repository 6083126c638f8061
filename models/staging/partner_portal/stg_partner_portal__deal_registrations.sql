with source as (
    {{ raw_rows('partner_portal', 'deal_registration') }}
),

renamed as (
    select
        registration_id,
        partner_id,
        opportunity_id as deal_id,
        customer_name,
        product_code,
        amount,
        currency,
        registered_on,
        status,
        source_relation,
        synced_at
    from source
)

select * from renamed
