-- Registered deals with what became of them, the first that holds. A registration protects a deal for var deal_registration_days; two
-- partners who claim one customer and product at the same time overlap, whoever came first.
with registrations as (
    select
        registrations.*,
        partner_keys.partner_key,
        product_keys.product_key,
        {{ normalized_name('registrations.customer_name') }} as customer,
        {{ add_days('registrations.registered_on', var('deal_registration_days')) }} as protected_until_on
    from {{ ref('int_canonical__deal_registrations') }} as registrations
    inner join {{ ref('int_partners__keys') }} as partner_keys
        on
        registrations.source_relation = partner_keys.source_relation
        and registrations.partner_id = partner_keys.partner_id
    left join {{ ref('int_entities__product_keys') }} as product_keys
        on
        registrations.source_relation = product_keys.source_relation
        and registrations.product_code = product_keys.product_id
),

-- an id that two connections use for different deals names neither
deals as (
    select
        deal_id,
        max(case when is_won then 1 else 0 end) = 1 as is_won,
        max(case when is_closed then 1 else 0 end) = 1 as is_closed
    from {{ ref('int_canonical__deals') }}
    group by deal_id
    having count(*) = 1
),

known as (
    select
        registrations.*,
        deals.deal_id is not null as has_deal,
        coalesce(deals.is_won, false) as is_won,
        coalesce(deals.is_closed and not deals.is_won, false) as is_lost
    from registrations
    left join deals on registrations.deal_id = deals.deal_id
),

contested as (
    select
        mine.deal_registration_key,
        min(theirs.registration_id) as other_registration_id
    from known as mine
    inner join known as theirs
        on
        mine.customer = theirs.customer
        and coalesce(mine.product_key, '') = coalesce(theirs.product_key, '')
        and mine.partner_key <> theirs.partner_key
        and mine.registered_on <= theirs.protected_until_on
        and theirs.registered_on <= mine.protected_until_on
    where mine.status not in ('rejected', 'expired') and theirs.status not in ('rejected', 'expired')
    group by mine.deal_registration_key
)

select
    known.deal_registration_key,
    known.registration_id,
    known.source_relation,
    known.partner_key,
    known.partner_id,
    known.deal_id,
    known.customer_name,
    known.product_key,
    known.product_code,
    known.currency,
    known.status,
    case
        when known.is_won then 'converted'
        when known.is_lost then 'lost'
        when known.status = 'rejected' then 'rejected'
        when contested.other_registration_id is not null then 'overlapping'
        when known.status = 'expired' or known.protected_until_on < {{ as_of_date() }} then 'lapsed'
        else 'open'
    end as finding,
    contested.other_registration_id,
    known.deal_id is not null and not known.has_deal as has_unknown_deal,
    known.amount,
    known.registered_on,
    known.protected_until_on
from known
left join contested on known.deal_registration_key = contested.deal_registration_key
