-- In the reporting currency the waterfall is converted after each step down, so that the rows of a cell close there as well.
with bridge_rows as (
    select * from {{ ref('int_bridge__rows') }}
),

cells as (
    select * from {{ ref('int_states__cells') }}
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

running as (
    select
        bridge_rows.*,
        cells.due_amount,
        revenue_lines.contract_line_id,
        revenue_lines.account_key,
        revenue_lines.currency,
        revenue_lines.reporting_rate,
        reporting.minor_units as reporting_minor_units,
        sum(bridge_rows.gap_amount) over (
            partition by bridge_rows.revenue_line_key, bridge_rows.service_month
            order by bridge_rows.step_order, bridge_rows.cause_order, bridge_rows.cause, bridge_rows.is_approved
            rows between unbounded preceding and current row
        ) as gap_through
    from bridge_rows
    inner join revenue_lines on bridge_rows.revenue_line_key = revenue_lines.revenue_line_key
    inner join cells
        on bridge_rows.revenue_line_key = cells.revenue_line_key
        and bridge_rows.service_month = cells.service_month
    cross join reporting
)

select
    revenue_line_key,
    contract_line_id,
    account_key,
    currency,
    step,
    cause,
    gap_amount > 0 and is_missing_money and not is_approved as is_leakage,
    is_approved,
    gap_amount,
    cast(
        {{ round_money(multiply('(due_amount - (gap_through - gap_amount))', 'reporting_rate'), 'reporting_minor_units') }}
        - {{ round_money(multiply('(due_amount - gap_through)', 'reporting_rate'), 'reporting_minor_units') }} as decimal(18, 4)
    ) as gap_amount_rc,
    service_month
from running
