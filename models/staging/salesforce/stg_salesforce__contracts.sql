with source as (
    {{ raw_rows('salesforce', 'contract') }}
),

renamed as (
    select
        id as contract_id,
        account_id,
        status,
        uplift_applies_c as uplift_applies,
        contract_term as term_months,
        uplift_pct_c as uplift_pct,
        payment_terms_days_c as payment_terms_days,
        auto_renew_c as is_auto_renew,
        start_date as starts_on,
        end_date as ends_on,
        cancellation_date_c as cancelled_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
