with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__accounts'),
            ref('int_netsuite__accounts'),
            ref('int_salesforce__accounts'),
            ref('int_stripe__accounts'),
            ref('int_xero__accounts')
        ],
        computed=['account_record_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'account_id']) }} as account_record_key,
        system,
        source_relation,
        account_id,
        account_name,
        segment,
        {{ web_domain('email_domain') }} as email_domain,
        nullif(upper({{ normalized_id('tax_id') }}), '') as tax_id,
        parent_account_id,
        merged_into_account_id,
        linked_account_id,
        partner_id,
        owner_id,
        coalesce(is_crm, false) as is_crm
    from mapped
)

select * from final
