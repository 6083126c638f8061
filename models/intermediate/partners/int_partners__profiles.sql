-- What is known of each partner: its portal record, else its CRM account. The parent is that of the record; circles stand as they are
-- given, int_partners__ancestors cuts them.
with keys as (
    select * from {{ ref('int_partners__keys') }}
),

records as (
    select * from {{ ref('int_canonical__partners') }}
),

accounts as (
    select * from {{ ref('int_entities__account_profiles') }}
),

ranked as (
    select
        keys.partner_key,
        keys.partner_id,
        keys.source_relation,
        keys.account_key,
        keys.is_shared_account,
        records.partner_record_key is not null as is_registered,
        records.partner_name,
        records.tier,
        records.parent_partner_id,
        parents.partner_key as parent_partner_key,
        parents.rung = 'unknown' as is_unknown_parent,
        records.joined_on,
        records.contract_end_on,
        first_value(keys.account_key) over (
            partition by keys.partner_key
            order by case when keys.account_key is null then 1 else 0 end, keys.account_key
        ) as known_account_key,
        row_number() over (
            partition by keys.partner_key
            order by
                case when records.partner_record_key is null then 1 else 0 end,
                case when records.parent_partner_id is null then 1 else 0 end,
                keys.source_relation,
                keys.partner_id
        ) as place
    from keys
    left join records on keys.source_relation = records.source_relation and keys.partner_id = records.partner_id
    left join keys as parents
        on records.source_relation = parents.source_relation and records.parent_partner_id = parents.partner_id
)

select
    ranked.partner_key,
    ranked.partner_id,
    ranked.source_relation,
    coalesce(ranked.partner_name, accounts.account_name, ranked.partner_id) as partner_name,
    case when ranked.parent_partner_key <> ranked.partner_key then ranked.parent_partner_key end as parent_partner_key,
    ranked.tier,
    ranked.known_account_key as account_key,
    accounts.crm_account_id,
    ranked.is_registered,
    case
        when ranked.parent_partner_key = ranked.partner_key then 'own_parent'
        when ranked.is_unknown_parent then 'unknown_parent'
        when ranked.is_shared_account then 'shared_crm_account'
        when not ranked.is_registered then 'not_in_portal'
    end as data_finding,
    ranked.joined_on,
    ranked.contract_end_on
from ranked
left join accounts on ranked.known_account_key = accounts.account_key
where ranked.place = 1
