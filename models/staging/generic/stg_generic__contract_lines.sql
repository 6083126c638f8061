with source as (
    {{ raw_rows('generic', 'contract_line') }}
),

renamed as (
    select
        contract_line_id,
        deal_id,
        contract_id,
        account_id,
        product_code,
        amends_contract_line_id,
        currency,
        billing_frequency,
        billing_timing,
        uplift_applies,
        quantity,
        total_price,
        list_price,
        payment_terms_days,
        uplift_pct,
        included_quantity,
        overage_unit_price,
        auto_renew as is_auto_renew,
        closed_on,
        start_date as start_on,
        end_date as end_on,
        cancelled_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
