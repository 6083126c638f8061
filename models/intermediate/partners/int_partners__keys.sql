-- THE map of partner ids. A portal's partner is its CRM account where the portal names one, so that CRM and portal speak of the same
-- partner, and two portals do; an account that two partners of one portal claim belongs to neither. Other sources name the CRM
-- account or the portal's id; what nothing explains is a partner of its own.
with mentions as (
    select * from {{ ref('int_partners__mentions') }}
),

crm_account_keys as (
    select * from {{ ref('int_entities__crm_account_keys') }}
),

portal as (
    select
        partners.source_relation,
        partners.partner_id,
        coalesce(crm_account_keys.account_key, partners.crm_account_id) as account_identity
    from {{ ref('int_canonical__partners') }} as partners
    left join crm_account_keys on partners.crm_account_id = crm_account_keys.account_id
),

shared as (
    select distinct account_identity
    from (
        select account_identity
        from portal
        where account_identity is not null
        group by source_relation, account_identity
        having count(*) > 1
    ) as claimed
),

identified as (
    select
        portal.source_relation,
        portal.partner_id,
        shared.account_identity is not null as is_shared_account,
        case when shared.account_identity is null then portal.account_identity end as account_identity,
        case
            when portal.account_identity is not null and shared.account_identity is null
                then {{ surrogate_key(["'partner_account'", 'portal.account_identity']) }}
            else {{ surrogate_key(["'partner'", 'portal.source_relation', 'portal.partner_id']) }}
        end as partner_key
    from portal
    left join shared on portal.account_identity = shared.account_identity
),

by_account as (
    select
        account_identity,
        min(partner_key) as partner_key
    from identified
    where account_identity is not null
    group by account_identity
),

by_id as (
    select
        partner_id,
        min(partner_key) as partner_key
    from identified
    group by partner_id
    having count(distinct partner_key) = 1
)

select
    mentions.source_relation,
    mentions.partner_id,
    case
        when identified.partner_key is not null then identified.partner_key
        when mentions.is_portal then {{ surrogate_key(["'partner'", 'mentions.source_relation', 'mentions.partner_id']) }}
        when by_account.partner_key is not null then by_account.partner_key
        when by_id.partner_key is not null then by_id.partner_key
        when crm_account_keys.account_key is not null
            then {{ surrogate_key(["'partner_account'", 'crm_account_keys.account_key']) }}
        else {{ surrogate_key(["'partner'", "''", 'mentions.partner_id']) }}
    end as partner_key,
    case
        when identified.partner_key is not null then 'portal'
        when mentions.is_portal then 'unknown'
        when by_account.partner_key is not null then 'crm_account'
        when by_id.partner_key is not null then 'partner_id'
        when crm_account_keys.account_key is not null then 'crm_account_only'
        else 'unknown'
    end as rung,
    case
        when identified.partner_key is not null then identified.account_identity
        when not mentions.is_portal and by_id.partner_key is null then crm_account_keys.account_key
    end as account_key,
    coalesce(identified.is_shared_account, false) as is_shared_account
from mentions
left join identified
    on mentions.source_relation = identified.source_relation and mentions.partner_id = identified.partner_id
left join crm_account_keys on mentions.partner_id = crm_account_keys.account_id
left join by_account on coalesce(crm_account_keys.account_key, mentions.partner_id) = by_account.account_identity
left join by_id on mentions.partner_id = by_id.partner_id
