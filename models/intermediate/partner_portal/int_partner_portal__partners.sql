with partners as (
    select * from {{ ref('stg_partner_portal__partners') }}
),

final as (
    select
        cast('partner_portal' as {{ dbt.type_string() }}) as system,
        source_relation,
        partner_id,
        partner_name,
        parent_partner_id,
        tier,
        crm_account_id,
        joined_on,
        contract_end_on
    from partners
)

select * from final
