-- What approved exceptions cover of each part of the bridge, over all its months.
with cells as (
    select * from {{ ref('int_bridge__cells') }}
),

approved_cells as (
    select * from {{ ref('int_bridge__approved_cells') }}
)

select
    cells.part_key,
    cast(sum(approved_cells.approved_amount) as decimal(18, 4)) as approved_amount
from cells
inner join approved_cells on cells.cell_key = approved_cells.cell_key
group by cells.part_key
