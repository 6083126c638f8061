-- THE rule of who sees whose rows: a partner its own, and those of partners below it as far as the policy reaches. A partner that
-- stands on a circle has nobody below it.
with recipients as (
    select * from {{ ref('int_visibility__recipients') }}
),

ancestors as (
    select * from {{ ref('int_partners__ancestors') }}
),

profiles as (
    select * from {{ ref('int_partners__profiles') }}
),

final as (
    select
        recipients.partner_key as visible_to_partner_key,
        recipients.partner_id as visible_to_partner_id,
        ancestors.partner_key,
        profiles.partner_id,
        ancestors.distance = 0 as is_own
    from recipients
    inner join ancestors
        on
        recipients.partner_key = ancestors.ancestor_key
        and recipients.sub_partner_levels >= ancestors.distance
    inner join profiles on ancestors.partner_key = profiles.partner_key
)

select * from final
