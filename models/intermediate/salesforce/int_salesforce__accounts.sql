with accounts as (
    select * from {{ ref('stg_salesforce__accounts') }}
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        source_relation,
        account_id,
        account_name,
        coalesce(segment, industry) as segment,
        website as email_domain,
        tax_id,
        parent_account_id,
        master_account_id as merged_into_account_id,
        cast(null as {{ dbt.type_string() }}) as linked_account_id,
        cast(null as {{ dbt.type_string() }}) as partner_id,
        owner_id,
        true as is_crm
    from accounts
)

select * from final
