-- The partner that an account belongs to: the one its records name, if they name one only; else the partner whose own account it is.
with named as (
    select
        accounts.account_key,
        min(keys.partner_key) as partner_key
    from {{ ref('int_entities__accounts') }} as accounts
    inner join {{ ref('int_partners__keys') }} as keys
        on accounts.source_relation = keys.source_relation and accounts.partner_id = keys.partner_id
    group by accounts.account_key
    having count(distinct keys.partner_key) = 1
),

own as (
    select
        account_key,
        min(partner_key) as partner_key
    from {{ ref('int_partners__profiles') }}
    where account_key is not null
    group by account_key
    having count(*) = 1
)

select
    coalesce(named.account_key, own.account_key) as account_key,
    coalesce(named.partner_key, own.partner_key) as partner_key,
    own.partner_key as own_partner_key
from named
full outer join own on named.account_key = own.account_key
