-- the row of a connection wins over the general one, column by column
with policy as (
    select * from {{ ref('completeness_policy') }}
),

row_counts as (
    select
        data_set,
        source_relation
    from {{ ref('int_completeness__row_counts') }}
)

select
    row_counts.data_set,
    row_counts.source_relation,
    coalesce(own.stale_days, general.stale_days) as stale_days,
    coalesce(own.sparse_stale_days, general.sparse_stale_days) as sparse_stale_days,
    coalesce(own.control_tolerance_pct, general.control_tolerance_pct) as control_tolerance_pct,
    coalesce(own.min_linked_pct, general.min_linked_pct) as min_linked_pct
from row_counts
left join policy as general
    on row_counts.data_set = general.data_set
    and general.source_relation is null
left join policy as own
    on row_counts.data_set = own.data_set
    and row_counts.source_relation = own.source_relation
