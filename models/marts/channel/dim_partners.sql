with profiles as (
    select * from {{ ref('int_partners__profiles') }}
),

ancestors as (
    select
        ancestors.partner_key,
        ancestors.ancestor_key,
        ancestors.distance,
        ancestors.is_on_circle,
        above.partner_id as ancestor_id
    from {{ ref('int_partners__ancestors') }} as ancestors
    inner join profiles as above on ancestors.ancestor_key = above.partner_key
),

hierarchy as (
    select
        partner_key,
        max(case when is_on_circle then 1 else 0 end) = 1 as is_on_circle,
        max(case when distance = 1 then ancestor_key end) as parent_partner_key,
        max(distance) as distance_to_top,
        {{ dbt.listagg('ancestor_id', "'/'", 'order by distance desc') }} as tier_path
    from ancestors
    group by partner_key
),

tops as (
    select
        ancestors.partner_key,
        ancestors.ancestor_key as top_partner_key
    from ancestors
    inner join hierarchy
        on ancestors.partner_key = hierarchy.partner_key and ancestors.distance = hierarchy.distance_to_top
)

select
    profiles.partner_key,
    profiles.partner_id,
    profiles.source_relation as partner_system,
    profiles.partner_name,
    hierarchy.parent_partner_key,
    tops.top_partner_key,
    profiles.tier,
    hierarchy.tier_path,
    cast(hierarchy.distance_to_top + 1 as integer) as hierarchy_level,
    profiles.account_key,
    profiles.crm_account_id,
    profiles.is_registered,
    coalesce(profiles.contract_end_on < {{ as_of_date() }}, false) as is_contract_ended,
    case when hierarchy.is_on_circle then 'circle' else profiles.data_finding end as data_finding,
    profiles.joined_on,
    profiles.contract_end_on
from profiles
inner join hierarchy on profiles.partner_key = hierarchy.partner_key
inner join tops on profiles.partner_key = tops.partner_key
