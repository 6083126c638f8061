-- Accounts of the chart in the words of the canonical model. NetSuite has no type of its own for tax payable: it is a
-- current liability with a purpose, or at least a name, that says tax.
with accounts as (
    select * from {{ ref('stg_netsuite__accounts') }}
),

final as (
    select
        source_relation,
        account_id as ledger_account_id,
        coalesce(account_number, account_name, account_id) as account_code,
        case
            when account_type = 'income' then 'revenue'
            when account_type = 'deferrevenue' then 'deferred_revenue'
            when account_type = 'acctrec' then 'receivable'
            when account_type = 'bank' then 'bank'
            when lower(special_account_type) like '%tax%' then 'tax'
            when account_type = 'othcurrliab' and lower(account_name) like '%tax%' then 'tax'
            else 'other'
        end as account_type
    from accounts
)

select * from final
