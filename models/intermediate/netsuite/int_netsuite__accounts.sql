with customers as (
    select * from {{ ref('stg_netsuite__customers') }}
),

final as (
    select
        cast('netsuite' as {{ dbt.type_string() }}) as system,
        source_relation,
        customer_id as account_id,
        coalesce(company_name, alternative_name) as account_name,
        cast(null as {{ dbt.type_string() }}) as segment,
        nullif(lower({{ dbt.split_part('email', "'@'", 2) }}), '') as email_domain,
        cast(null as {{ dbt.type_string() }}) as tax_id,
        parent_customer_id as parent_account_id,
        cast(null as {{ dbt.type_string() }}) as merged_into_account_id,
        external_id as linked_account_id,
        cast(null as {{ dbt.type_string() }}) as partner_id,
        cast(null as {{ dbt.type_string() }}) as owner_id,
        false as is_crm
    from customers
)

select * from final
