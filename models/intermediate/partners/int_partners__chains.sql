-- The way up from each partner over at most 1,024 partners: 32 ways of 32. On a circle it goes round and round.
with ways as (
    select * from {{ ref('int_partners__ways') }}
),

climbed as (
    {{ doubled_paths('ways', 5) }}
)

select * from climbed
