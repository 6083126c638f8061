-- Rows left out of all states because an exchange rate that they need is unknown: none on their day, none in the 7 days before.
with contract_lines as (
    select * from {{ ref('int_canonical__contract_lines') }}
),

billing_lines as (
    select * from {{ ref('int_billing__lines') }}
),

charges as (
    select * from {{ ref('int_billing__charges') }}
),

change_orders as (
    select * from {{ ref('int_canonical__change_orders') }}
    where status in ('approved', 'delivered')
),

priced_change_orders as (
    select * from {{ ref('int_schedule__change_orders') }}
),

priced_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

final as (
    select
        contract_lines.source_relation as system,
        'contract_line' as table_name,
        contract_lines.contract_line_id as row_key,
        'no exchange rate from ' || contract_lines.currency || ' to {{ var("reporting_currency") }} within 7 days before the close date' as reason
    from contract_lines
    left join rates
        on
        contract_lines.currency = rates.currency
        and contract_lines.closed_on between rates.valid_from and rates.valid_to
    where rates.rate is null

    union all

    select
        billing_lines.source_relation,
        'invoice_line',
        billing_lines.invoice_id || '|' || billing_lines.invoice_line_id,
        'no exchange rate for ' || billing_lines.currency || ' within 7 days before the issue date'
    from billing_lines
    left join charges on billing_lines.invoice_line_key = charges.invoice_line_key
    where charges.invoice_line_key is null

    union all

    select
        change_orders.source_relation,
        'change_order',
        change_orders.change_order_id,
        'no exchange rate from ' || change_orders.currency || ' to ' || priced_lines.currency || ' within 7 days before the delivery'
    from change_orders
    inner join priced_lines on change_orders.contract_line_id = priced_lines.contract_line_id and not coalesce(priced_lines.is_id_shared, false)
    left join priced_change_orders
        on
        priced_lines.contract_line_key = priced_change_orders.contract_line_key
        and change_orders.change_order_id = priced_change_orders.change_order_id
    where priced_change_orders.change_order_id is null

    union all

    select
        source_relation,
        table_name,
        row_key,
        'no exchange rate from ' || currency || ' to ' || other_currency || ' within 7 days before its day'
    from {{ ref('int_fx__foreign_reversals') }}
    where not has_rates
)

select * from final
