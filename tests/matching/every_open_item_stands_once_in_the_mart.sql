-- The mart says of every payout, bank line and open invoice what became of it: each stands in exactly one group, with its amount.
with items as (
    select side, system, source_id, count(*) as row_count, sum(amount) as amount
    from {{ ref('int_matching__open_items') }}
    group by side, system, source_id
),

groups as (
    select side, system, source_id, count(*) as row_count, sum(amount) as amount
    from {{ ref('fct_match_groups') }}
    group by side, system, source_id
)

select
    coalesce(items.side, groups.side) as side,
    coalesce(items.source_id, groups.source_id) as source_id,
    items.amount as open_amount,
    groups.amount as grouped_amount
from items
full outer join groups on items.side = groups.side and items.system = groups.system and items.source_id = groups.source_id
where items.row_count is null or groups.row_count is null or items.row_count <> groups.row_count or items.amount <> groups.amount
