with customers as (
    select * from {{ ref('stg_stripe__customers') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        source_relation,
        customer_id as account_id,
        customer_name as account_name,
        cast(null as {{ dbt.type_string() }}) as segment,
        email as email_domain,
        tax_id,
        cast(null as {{ dbt.type_string() }}) as parent_account_id,
        cast(null as {{ dbt.type_string() }}) as merged_into_account_id,
        {{ json_text('metadata', 'salesforce_account_id') }} as linked_account_id,
        cast(null as {{ dbt.type_string() }}) as partner_id,
        cast(null as {{ dbt.type_string() }}) as owner_id,
        false as is_crm
    from customers
)

select * from final
