with source as (
    {{ raw_rows('partner_portal', 'activation') }}
),

renamed as (
    select
        activation_id,
        partner_id,
        product_code,
        activated_on,
        quantity,
        source_relation,
        synced_at
    from source
)

select * from renamed
