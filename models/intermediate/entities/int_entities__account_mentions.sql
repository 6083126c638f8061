{#- Entities that name a customer of their own system; the last ones name the bare id of a CRM account instead. -#}
{%- set own_system = [
    'contract_lines', 'deals', 'invoices', 'invoice_lines', 'credit_notes', 'payments', 'ledger_lines', 'subscriptions'
] -%}

with mentions as (
    {% for entity in own_system %}
        select
            source_relation,
            account_id,
            0 as names_crm_id
        from {{ ref('int_canonical__' ~ entity) }}
        union all
    {% endfor %}
    -- the surviving record of a merge may be missing from the export; the merged ones still belong together
    select
        source_relation,
        merged_into_account_id as account_id,
        0 as names_crm_id
    from {{ ref('int_canonical__accounts') }}
    union all
    select
        source_relation,
        account_id,
        1 as names_crm_id
    from {{ ref('int_canonical__usage') }}
    union all
    select
        source_relation,
        account_id,
        1 as names_crm_id
    from {{ ref('int_canonical__rate_card') }}
    union all
    select
        source_relation,
        crm_account_id as account_id,
        1 as names_crm_id
    from {{ ref('int_canonical__partners') }}
    union all
    select
        source_relation,
        reference_id as account_id,
        1 as names_crm_id
    from {{ ref('int_canonical__approved_exceptions') }}
    where scope = 'account'
)

select
    source_relation,
    account_id,
    max(names_crm_id) = 1 as is_crm_id
from mentions
where account_id is not null
group by source_relation, account_id
