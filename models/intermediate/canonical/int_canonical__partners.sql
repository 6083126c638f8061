with mapped as (
    {{ union_mappings(
        [
            ref('int_partner_portal__partners')
        ],
        computed=['partner_record_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'partner_id']) }} as partner_record_key,
        system,
        source_relation,
        partner_id,
        partner_name,
        parent_partner_id,
        lower(tier) as tier,
        crm_account_id,
        joined_on,
        contract_end_on
    from mapped
    where joined_on is null or joined_on <= {{ as_of_date() }}
)

select * from final
