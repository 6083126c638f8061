with source as (
    {{ raw_rows('salesforce', 'lead') }}
),

renamed as (
    select
        id as lead_id,
        converted_account_id,
        converted_opportunity_id,
        owner_id,
        company as company_name,
        email,
        status,
        rating,
        lead_source,
        disqualified_reason_c as disqualified_reason,
        estimated_value_c as estimated_amount,
        is_converted,
        converted_date as converted_on,
        created_date as created_at,
        first_response_at_c as first_responded_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
