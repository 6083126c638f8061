with accounts as (
    select * from {{ ref('int_canonical__accounts') }}
),

mentions as (
    select * from {{ ref('int_entities__account_mentions') }}
),

-- a connection with CRM records, deals or contract lines is a CRM: ids it mentions without a record are CRM ids too
crm_connections as (
    select source_relation from accounts
    where is_crm
    union
    select source_relation from {{ ref('int_canonical__deals') }}
    union
    select source_relation from {{ ref('int_canonical__contract_lines') }}
),

defined as (
    select
        source_relation,
        account_id,
        account_name,
        segment,
        email_domain,
        tax_id,
        merged_into_account_id,
        linked_account_id,
        partner_id,
        owner_id,
        is_crm,
        true as is_defined,
        false as is_bare_crm_id
    from accounts
),

undefined as (
    select
        mentions.source_relation,
        mentions.account_id,
        cast(null as {{ dbt.type_string() }}) as account_name,
        cast(null as {{ dbt.type_string() }}) as segment,
        cast(null as {{ dbt.type_string() }}) as email_domain,
        cast(null as {{ dbt.type_string() }}) as tax_id,
        cast(null as {{ dbt.type_string() }}) as merged_into_account_id,
        case when mentions.is_crm_id then mentions.account_id end as linked_account_id,
        cast(null as {{ dbt.type_string() }}) as partner_id,
        cast(null as {{ dbt.type_string() }}) as owner_id,
        crm_connections.source_relation is not null as is_crm,
        false as is_defined,
        mentions.is_crm_id and crm_connections.source_relation is null as is_bare_crm_id
    from mentions
    left join accounts
        on mentions.source_relation = accounts.source_relation
        and mentions.account_id = accounts.account_id
    left join crm_connections on mentions.source_relation = crm_connections.source_relation
    where accounts.account_id is null
),

final as (
    select * from defined
    union all
    select * from undefined
)

select
    {{ surrogate_key(['source_relation', 'account_id']) }} as record_key,
    final.*
from final
