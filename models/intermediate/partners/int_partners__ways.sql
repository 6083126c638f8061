-- The way up from each partner over at most 32 partners.
with first_steps as (
    select
        partner_key,
        parent_partner_key as next_key,
        partner_key as path
    from {{ ref('int_partners__profiles') }}
),

climbed as (
    {{ doubled_paths('first_steps', 5) }}
)

select * from climbed
