-- Nothing is short of a plan on sales data that is not there, or that stopped.
with deals as (
    select count(*) as row_count from {{ ref('int_canonical__deals') }}
),

contract_lines as (
    select count(*) as row_count from {{ ref('int_canonical__contract_lines') }}
),

reasons as (
    select min(reason) as reason from {{ ref('int_completeness__data_sets') }}
    where data_set = 'contract_lines' and (is_empty or is_stale)
),

final as (
    select
        case
            when deals.row_count + contract_lines.row_count = 0 then 'there are neither deals nor contracts'
            else reasons.reason
        end as reason
    from deals
    cross join contract_lines
    cross join reasons
)

select
    1 as evidence_id,
    reason is null as is_assessable,
    reason
from final
