-- How many units and months each piece of a recurring or one-time invoice line bills, and the contract's price for
-- them. Lines that together are one price (two halves of it, a line and its reduction) share the quantity of the period
-- by amount. A line outside every period of its contract line is priced like the period before it.
with pieces as (
    select * from {{ ref('int_billing__pieces') }}
    where charge_type in ('recurring', 'one_time') and not is_proration
),

roles as (
    select * from {{ ref('int_bridge__piece_roles') }}
),

contract_prices as (
    select * from {{ ref('int_pricing__contract_prices') }}
),

shared_periods as (
    select * from {{ ref('int_pricing__shared_periods') }}
),

-- the price of a line that no period expects
stand_ins as (
    select
        pieces.piece_key,
        contract_prices.expectation_key,
        row_number() over (
            partition by pieces.piece_key
            order by
                case when contract_prices.period_start_on <= pieces.period_start_on then 0 else 1 end,
                abs({{ days_between('contract_prices.period_start_on', 'pieces.period_start_on') }}),
                contract_prices.expectation_key
        ) as preference
    from pieces
    inner join contract_prices
        on
        pieces.contract_line_key = contract_prices.contract_line_key
        and pieces.charge_type = contract_prices.charge_type
    where pieces.expectation_key is null
),

joined as (
    select
        pieces.*,
        contract_prices.quantity as contract_quantity,
        contract_prices.weight,
        contract_prices.step_no,
        contract_prices.step_total,
        contract_prices.signed_total,
        contract_prices.expected_amount,
        contract_prices.lowest_amount,
        contract_prices.highest_amount,
        coalesce(pieces.quantity, contract_prices.quantity) as line_quantity,
        shared_periods.shared_quantity,
        shared_periods.shared_amount,
        coalesce(roles.is_duplicate, false) as is_duplicate,
        shared_periods.group_key is not null and not coalesce(roles.is_duplicate, false) as is_shared,
        {{ full_months('pieces.period_start_on', 'pieces.period_end_on') }} as full_months
    from pieces
    left join roles on pieces.piece_key = roles.piece_key
    left join shared_periods on roles.group_key = shared_periods.group_key
    left join stand_ins on pieces.piece_key = stand_ins.piece_key and stand_ins.preference = 1
    left join contract_prices
        on coalesce(pieces.expectation_key, stand_ins.expectation_key) = contract_prices.expectation_key
)

select
    piece_key,
    invoice_line_key,
    group_key,
    expectation_key,
    contract_quantity,
    weight as period_weight,
    step_no,
    step_total,
    signed_total,
    expected_amount,
    lowest_amount,
    highest_amount,
    revenue_amount,
    is_shared,
    is_duplicate,
    case
        when is_shared then {{ share_quantity('shared_quantity', 'revenue_amount', 'shared_amount') }}
        else line_quantity
    end as quantity,
    case
        when expectation_key is null and charge_type = 'one_time' then cast(1000000000 as bigint)
        when expectation_key is null then {{ months_weight('period_start_on', 'period_end_on', 'full_months') }}
        when is_shared or coverage = 1000000000 then weight
        else {{ whole_months(round_div('cast(weight as ' ~ whole_number() ~ ') * coverage', 'cast(1000000000 as bigint)')) }}
    end as weight,
    revenue_minor_units as minor_units,
    period_start_on,
    period_end_on
from joined
