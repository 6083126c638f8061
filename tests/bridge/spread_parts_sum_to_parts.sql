-- The bridge by month is the bridge by billing period, spread: no part may lose a cent on the way.
with cells as (
    select
        part_key,
        sum(gap_amount) as gap_amount
    from {{ ref('int_bridge__cells') }}
    group by part_key
),

parts as (
    select
        part_key,
        gap_amount
    from {{ ref('int_bridge__parts') }}
)

select
    coalesce(parts.part_key, cells.part_key) as part_key,
    parts.gap_amount as part_amount,
    cells.gap_amount as cells_amount
from parts
full outer join cells on parts.part_key = cells.part_key
where
    parts.part_key is null
    or coalesce(cells.gap_amount, 0) <> parts.gap_amount
