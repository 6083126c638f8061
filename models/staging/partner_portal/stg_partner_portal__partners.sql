with source as (
    {{ raw_rows('partner_portal', 'partner') }}
),

renamed as (
    select
        partner_id,
        name as partner_name,
        parent_partner_id,
        tier,
        crm_account_id,
        joined_on,
        contract_end as contract_end_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
