-- Who is shown anything at all: partners of the portal, and where there is no portal those that the CRM names. Who was taken out of
-- the portal sees nothing from then on.
with profiles as (
    select * from {{ ref('int_partners__profiles') }}
),

portal as (
    select count(*) as record_count from {{ ref('int_canonical__partners') }}
),

policy as (
    select * from {{ ref('partner_visibility') }}
),

ranked as (
    select
        profiles.partner_key,
        profiles.partner_id,
        profiles.source_relation,
        profiles.partner_name,
        policy.sub_partner_levels,
        row_number() over (
            partition by profiles.partner_key
            order by
                case when policy.partner_id is not null then 1 when policy.tier is not null then 2 else 3 end,
                policy.sub_partner_levels
        ) as place
    from profiles
    cross join portal
    left join policy
        on
        (policy.partner_id is null or profiles.partner_id = policy.partner_id)
        and (policy.tier is null or profiles.tier = lower(policy.tier))
    where profiles.is_registered or portal.record_count = 0
),

final as (
    select
        partner_key,
        partner_id,
        source_relation,
        partner_name,
        coalesce(sub_partner_levels, 0) as sub_partner_levels
    from ranked
    where place = 1
)

select * from final
