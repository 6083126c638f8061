-- Contracted is what the deal says: where nothing cuts, raises or renews a contract line, its schedule sums to its total price.
with contract_lines as (
    select
        contract_lines.contract_line_key,
        contract_lines.total_price
    from {{ ref('int_contracts__lines') }} as contract_lines
    left join {{ ref('int_schedule__cuts') }} as cuts on contract_lines.contract_line_key = cuts.contract_line_key
    where
        cuts.cut_on is null
        and not coalesce(contract_lines.uplift_applies = 'anniversary' and contract_lines.uplift_pct <> 0, false)
),

schedules as (
    select
        contract_line_key,
        sum(expected_amount) as expected_amount
    from {{ ref('int_schedule__expectations') }}
    where charge_type in ('recurring', 'one_time') and not is_renewal_term
    group by contract_line_key
)

select
    contract_lines.contract_line_key,
    contract_lines.total_price,
    schedules.expected_amount
from contract_lines
left join schedules on contract_lines.contract_line_key = schedules.contract_line_key
where schedules.contract_line_key is null or contract_lines.total_price <> schedules.expected_amount
