-- Who rolls partners up by parent or by path must come to the same: a parent is a partner one level above, and the path goes on from its.
with partners as (
    select * from {{ ref('dim_partners') }}
)

select
    partners.partner_key,
    partners.tier_path
from partners
left join partners as parents on partners.parent_partner_key = parents.partner_key
where
    (partners.parent_partner_key is null and partners.hierarchy_level <> 1)
    or (partners.parent_partner_key is null and partners.tier_path <> partners.partner_id)
    or (
        partners.parent_partner_key is not null
        and (
            parents.partner_key is null
            or partners.hierarchy_level <> parents.hierarchy_level + 1
            or partners.tier_path <> parents.tier_path || '/' || partners.partner_id
            or partners.top_partner_key <> parents.top_partner_key
        )
    )
