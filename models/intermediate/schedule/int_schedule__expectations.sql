-- Everything a contract line obliges the customer to: its own price per billing period, usage above the included units per month,
-- change orders; each with the day its invoice and its payment are expected.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

periods as (
    select * from {{ ref('int_schedule__periods') }}
),

overages as (
    select * from {{ ref('int_schedule__overages') }}
),

change_orders as (
    select * from {{ ref('int_schedule__change_orders') }}
),

unioned as (
    select
        periods.contract_line_key,
        case when contract_lines.is_one_time then 'one_time' else 'recurring' end as charge_type,
        cast(null as {{ dbt.type_string() }}) as change_order_id,
        periods.is_renewal_term,
        periods.period_start_on,
        periods.period_end_on,
        periods.whole_end_on,
        contract_lines.quantity,
        periods.weight,
        periods.expected_amount,
        case
            when contract_lines.billing_timing = 'arrears' and not contract_lines.is_one_time
                then greatest({{ add_days('periods.period_end_on', 1) }}, contract_lines.closed_on)
            else greatest(periods.period_start_on, contract_lines.closed_on)
        end as expected_invoice_on
    from periods
    inner join contract_lines on periods.contract_line_key = contract_lines.contract_line_key

    union all

    select
        overages.contract_line_key,
        'overage',
        cast(null as {{ dbt.type_string() }}),
        false,
        overages.period_start_on,
        overages.period_end_on,
        overages.period_end_on,
        overages.quantity,
        cast(1000000000 as bigint),
        overages.expected_amount,
        greatest({{ add_days('overages.period_end_on', 1) }}, contract_lines.closed_on)
    from overages
    inner join contract_lines on overages.contract_line_key = contract_lines.contract_line_key

    union all

    select
        contract_line_key,
        'change_order',
        change_order_id,
        false,
        expected_on,
        expected_on,
        expected_on,
        cast(1 as decimal(18, 8)),
        cast(1000000000 as bigint),
        expected_amount,
        expected_on
    from change_orders
),

final as (
    select
        {{ surrogate_key(['unioned.contract_line_key', 'unioned.charge_type', 'unioned.period_start_on', 'unioned.change_order_id']) }} as expectation_key,
        unioned.*,
        contract_lines.minor_units,
        {{ add_days('unioned.expected_invoice_on', 'contract_lines.payment_terms_days') }} as expected_payment_on,
        unioned.expected_invoice_on <= {{ as_of_date() }} as is_due,
        {{ add_days('unioned.expected_invoice_on', 'contract_lines.payment_terms_days') }} <= {{ as_of_date() }} as is_collectible
    from unioned
    inner join contract_lines on unioned.contract_line_key = contract_lines.contract_line_key
)

select * from final
