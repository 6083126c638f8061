-- Invoice lines in units times months, and the contract's price for them: in force, as signed, and the range that
-- rounding leaves it.
with measures as (
    select * from {{ ref('int_pricing__piece_measures') }}
),

weighed as (
    select
        measures.*,
        {{ weigh_quantity('quantity', 'weight') }} as unit_months,
        {{ weigh_quantity('contract_quantity', 'period_weight') }} as period_unit_months,
        coalesce(quantity = contract_quantity and weight = period_weight, false) as is_whole_price
    from measures
),

priced as (
    select
        weighed.*,
        case
            when is_whole_price then expected_amount
            when period_unit_months <> 0
                then {{ scale_amount('expected_amount', 'unit_months', 'period_unit_months', 'minor_units') }}
        end as contract_amount
    from weighed
),

signed as (
    select
        priced.*,
        case
            when step_total <> 0 then {{ scale_amount('contract_amount', 'signed_total', 'step_total', 'minor_units') }}
            else contract_amount
        end as signed_amount
    from priced
)

select
    invoice_line_key,
    max(quantity) as quantity,
    max(contract_quantity) as contract_quantity,
    cast(sum(weight) as bigint) as weight,
    cast(sum(unit_months) as decimal(20, 8)) as unit_months,
    cast(sum(contract_amount) as decimal(18, 4)) as contract_amount,
    cast(sum(signed_amount) as decimal(18, 4)) as signed_amount,
    -- a minor unit of leeway where the amount is a part of a period's
    cast(sum(
        case when is_whole_price then lowest_amount else contract_amount - {{ minor_unit('minor_units') }} end
    ) as decimal(18, 4)) as lowest_amount,
    cast(sum(
        case when is_whole_price then highest_amount else contract_amount + {{ minor_unit('minor_units') }} end
    ) as decimal(18, 4)) as highest_amount,
    max(step_no) as step_no,
    max(step_total) as step_total,
    max(case when is_duplicate then 1 else 0 end) = 1 as is_duplicate,
    max(case when is_shared then 1 else 0 end) = 1 as is_shared,
    min(period_start_on) as first_on,
    max(period_end_on) as last_on
from signed
group by invoice_line_key
