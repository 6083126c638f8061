with source as (
    {{ raw_rows('salesforce', 'opportunity') }}
),

renamed as (
    select
        id as opportunity_id,
        account_id,
        owner_id,
        contract_id,
        partner_account_id_c as partner_account_id,
        renewed_contract_id_c as renewed_contract_id,
        name as opportunity_name,
        stage_name,
        currency_iso_code as currency,
        type as opportunity_type,
        lead_source,
        loss_reason_c as loss_reason,
        amount,
        is_closed,
        is_won,
        close_date as closed_on,
        created_date as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
