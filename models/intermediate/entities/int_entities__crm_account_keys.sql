with accounts as (
    select * from {{ ref('int_entities__accounts') }}
),

crm_ids as (
    select
        account_id,
        count(distinct account_key) as account_count,
        min(account_key) as account_key
    from accounts
    where is_crm
    group by account_id
),

-- ids that usage, the rate card or an exception names and no CRM record has
dangling_ids as (
    select
        accounts.account_id,
        count(distinct accounts.account_key) as account_count,
        min(accounts.account_key) as account_key
    from accounts
    left join crm_ids on accounts.account_id = crm_ids.account_id
    where accounts.is_bare_crm_id and crm_ids.account_id is null
    group by accounts.account_id
),

unioned as (
    select * from crm_ids
    union all
    select * from dangling_ids
)

-- an id that two CRM connections give to different accounts is nobody's
select
    account_id,
    account_key
from unioned
where account_count = 1
