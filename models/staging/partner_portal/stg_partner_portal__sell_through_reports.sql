with source as (
    {{ raw_rows('partner_portal', 'sell_through') }}
),

renamed as (
    select
        report_id,
        partner_id,
        period_month,
        product_code,
        quantity,
        unit_price,
        currency,
        end_customer,
        source_relation,
        synced_at
    from source
)

select * from renamed
