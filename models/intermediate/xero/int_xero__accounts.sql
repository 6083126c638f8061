-- Contacts are customers and suppliers: accounts are those with a sales document, or marked as customers.
with contacts as (
    select * from {{ ref('stg_xero__contacts') }}
),

documents as (
    select * from {{ ref('int_xero__documents') }}
),

customers as (
    select distinct
        source_relation,
        account_id
    from documents
    where account_id is not null
),

final as (
    select
        cast('xero' as {{ dbt.type_string() }}) as system,
        contacts.source_relation,
        contacts.contact_id as account_id,
        contacts.contact_name as account_name,
        cast(null as {{ dbt.type_string() }}) as segment,
        nullif(lower({{ dbt.split_part('contacts.email', "'@'", 2) }}), '') as email_domain,
        upper({{ normalized_id('contacts.tax_number') }}) as tax_id,
        cast(null as {{ dbt.type_string() }}) as parent_account_id,
        cast(null as {{ dbt.type_string() }}) as merged_into_account_id,
        cast(null as {{ dbt.type_string() }}) as linked_account_id,
        cast(null as {{ dbt.type_string() }}) as partner_id,
        cast(null as {{ dbt.type_string() }}) as owner_id,
        false as is_crm
    from contacts
    left join customers
        on contacts.source_relation = customers.source_relation
        and contacts.contact_id = customers.account_id
    where customers.account_id is not null or contacts.is_customer
)

select * from final
