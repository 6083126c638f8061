-- Which accounts used something on a day on which they had no contract line in force and no subscription that ran?
-- Each row is a product that somebody uses for nothing. first and last day tell a customer who runs on after the end (last contract
-- end just before) from one that never signed (no contract at all). Units, not money: nobody has agreed on a price yet.
with usage_records as (
    select * from {{ ref('int_canonical__usage') }}
),

account_keys as (
    select * from {{ ref('int_entities__crm_account_keys') }}
),

billing_account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

subscriptions as (
    select
        billing_account_keys.account_key,
        subscriptions.started_on,
        -- who cancels to the end of a period runs on until then
        coalesce(subscriptions.ended_on, case when subscriptions.status = 'canceled' then subscriptions.cancelled_on end) as ended_on
    from {{ ref('int_canonical__subscriptions') }} as subscriptions
    inner join billing_account_keys
        on subscriptions.source_relation = billing_account_keys.source_relation
        and subscriptions.account_id = billing_account_keys.account_id
),

contracts as (
    select
        account_key,
        first_on as started_on,
        last_on as ended_on
    from {{ ref('int_contracts__lines') }} as contract_lines
    inner join {{ ref('int_schedule__line_extents') }} as extents
        on contract_lines.contract_line_key = extents.contract_line_key
),

used as (
    select
        usage_records.*,
        coalesce(account_keys.account_key, usage_records.account_id) as account_key
    from usage_records
    left join account_keys on usage_records.account_id = account_keys.account_id
),

covered as (
    select distinct used.usage_key
    from used
    inner join (
        select * from subscriptions
        union all
        select * from contracts
    ) as cover
        on used.account_key = cover.account_key
        and used.used_on >= cover.started_on
        and (cover.ended_on is null or used.used_on <= cover.ended_on)
),

last_contracts as (
    select
        account_key,
        max(ended_on) as last_contract_end_on
    from contracts
    group by account_key
)

select
    used.account_key,
    max(accounts.account_name) as account_name,
    used.product_code,
    min(used.used_on) as first_used_on,
    max(used.used_on) as last_used_on,
    sum(used.quantity) as used_quantity,
    max(last_contracts.last_contract_end_on) as last_contract_end_on
from used
left join covered on used.usage_key = covered.usage_key
left join {{ ref('dim_accounts') }} as accounts on used.account_key = accounts.account_key
left join last_contracts on used.account_key = last_contracts.account_key
where covered.usage_key is null
group by used.account_key, used.product_code
order by max(used.used_on) desc, used.account_key, used.product_code
