-- What usage above the included units adds to a contract line: units x price, rounded once per month, expected in arrears.
with monthly_usage as (
    select * from {{ ref('int_schedule__monthly_usage') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

overage_prices as (
    select * from {{ ref('int_schedule__overage_prices') }}
),

final as (
    select
        monthly_usage.contract_line_key,
        monthly_usage.usage_month as period_start_on,
        {{ add_days(add_months('monthly_usage.usage_month', 1), -1) }} as period_end_on,
        monthly_usage.billable_quantity as quantity,
        coalesce(contract_lines.overage_unit_price, overage_prices.unit_price) as unit_price,
        {{ round_money(
            multiply('monthly_usage.billable_quantity', 'coalesce(contract_lines.overage_unit_price, overage_prices.unit_price)'),
            'contract_lines.minor_units'
        ) }} as expected_amount
    from monthly_usage
    inner join contract_lines on monthly_usage.contract_line_key = contract_lines.contract_line_key
    left join overage_prices
        on
        monthly_usage.contract_line_key = overage_prices.contract_line_key
        and monthly_usage.usage_month = overage_prices.usage_month
    where coalesce(contract_lines.overage_unit_price, overage_prices.unit_price) is not null
)

select * from final
