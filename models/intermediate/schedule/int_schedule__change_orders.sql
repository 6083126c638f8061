-- Change orders that were approved or delivered, on the terms of their contract line: expected on delivery, never after the term.
with change_orders as (
    select * from {{ ref('int_canonical__change_orders') }}
    where status in ('approved', 'delivered')
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

extents as (
    select * from {{ ref('int_schedule__line_extents') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

final as (
    select
        contract_lines.contract_line_key,
        change_orders.change_order_id,
        least(change_orders.delivered_on, coalesce(extents.last_on, change_orders.delivered_on)) as expected_on,
        case
            when change_orders.currency = contract_lines.currency then change_orders.amount
            else {{ scale_amount('change_orders.amount', 'order_rates.rate', 'line_rates.rate', 'contract_lines.minor_units') }}
        end as expected_amount
    from change_orders
    -- an id that lines of two connections have names neither of them
    inner join contract_lines on change_orders.contract_line_id = contract_lines.contract_line_id and not coalesce(contract_lines.is_id_shared, false)
    left join extents on contract_lines.contract_line_key = extents.contract_line_key
    left join rates as order_rates
        on
        change_orders.currency = order_rates.currency
        and change_orders.delivered_on between order_rates.valid_from and order_rates.valid_to
    left join rates as line_rates
        on
        contract_lines.currency = line_rates.currency
        and change_orders.delivered_on between line_rates.valid_from and line_rates.valid_to
)

select * from final
where expected_amount is not null
