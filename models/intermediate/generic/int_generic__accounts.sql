-- Beside a CRM the files name its account ids; where the files are the CRM, their ids stand for themselves.
with accounts as (
    select * from {{ ref('stg_generic__accounts') }}
),

contract_keepers as (
    select * from {{ ref('int_generic__contract_keepers') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        accounts.source_relation,
        accounts.account_id,
        accounts.account_name,
        accounts.segment,
        lower(accounts.email_domain) as email_domain,
        upper({{ normalized_id('accounts.tax_id') }}) as tax_id,
        accounts.parent_account_id,
        cast(null as {{ dbt.type_string() }}) as merged_into_account_id,
        case when contract_keepers.source_relation is null then accounts.account_id end as linked_account_id,
        accounts.partner_id,
        cast(null as {{ dbt.type_string() }}) as owner_id,
        contract_keepers.source_relation is not null as is_crm
    from accounts
    left join contract_keepers
        on accounts.source_relation = contract_keepers.source_relation
)

select * from final
