-- Forecasts and deals may name one partner by different ids (portal, CRM account): plans know it by one, that of dim_partners; where
-- two connections use one id for two partners, with the connection before it.
with profiles as (
    select * from {{ ref('int_partners__profiles') }}
),

keys as (
    select * from {{ ref('int_partners__keys') }}
),

named as (
    select
        partner_key,
        case
            when count(*) over (partition by partner_id) = 1 then partner_id
            else source_relation || '/' || partner_id
        end as plan_partner_id
    from profiles
),

final as (
    select
        keys.source_relation,
        keys.partner_id,
        keys.partner_key,
        named.plan_partner_id
    from keys
    inner join named on keys.partner_key = named.partner_key
)

select * from final
