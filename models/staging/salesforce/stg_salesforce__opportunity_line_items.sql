with source as (
    {{ raw_rows('salesforce', 'opportunity_line_item') }}
),

renamed as (
    select
        id as opportunity_line_item_id,
        opportunity_id,
        product_2_id as product_id,
        amends_line_item_id_c as amends_line_item_id,
        billing_frequency_c as billing_frequency,
        billing_timing_c as billing_timing,
        quantity,
        unit_price,
        list_price,
        discount as discount_pct,
        total_price,
        included_quantity_c as included_quantity,
        overage_unit_price_c as overage_unit_price,
        service_date as starts_on,
        end_date_c as ends_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
