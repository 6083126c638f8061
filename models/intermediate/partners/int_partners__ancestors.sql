{#- A key and the slash behind it. -#}
{%- set key_width = 33 -%}
-- Each partner with itself and everyone above it. Partners that form a circle are each a top of their own: the parent of none of them
-- can be believed; who stands below a circle ends at the first partner on it.
with chains as (
    select
        partner_key,
        path,
        substring(path, {{ key_width + 1 }}) like '%' || partner_key || '%' as is_on_circle
    from {{ ref('int_partners__chains') }}
),

circle_members as (
    select partner_key
    from chains
    where is_on_circle
),

first_on_circle as (
    select
        chains.partner_key,
        min({{ dbt.position('circle_members.partner_key', 'chains.path') }}) as starts_at
    from chains
    inner join circle_members on chains.path like '%' || circle_members.partner_key || '%'
    group by chains.partner_key
),

cut as (
    select
        chains.partner_key,
        chains.is_on_circle,
        case
            when chains.is_on_circle then chains.partner_key
            when first_on_circle.starts_at is not null
                then substring(chains.path, 1, first_on_circle.starts_at + {{ key_width - 2 }})
            else chains.path
        end as path
    from chains
    left join first_on_circle on chains.partner_key = first_on_circle.partner_key
)

select
    cut.partner_key,
    substring(cut.path, numbers.n * {{ key_width }} + 1, {{ key_width - 1 }}) as ancestor_key,
    numbers.n as distance,
    cut.is_on_circle
from cut
inner join {{ ref('int_util__numbers') }} as numbers on numbers.n * {{ key_width }} < length(cut.path)
