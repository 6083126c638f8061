-- Price, rounding and quantity differences of invoiced periods that stay within tolerance and therefore make no item of their own,
-- by account, currency and service month; what is approved is left out.
with parts as (
    select * from {{ ref('int_items__small_parts') }}
),

cells as (
    select * from {{ ref('int_bridge__cells') }}
),

approved as (
    select * from {{ ref('int_bridge__approved_cells') }}
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
)

select
    cells.account_key,
    cells.currency,
    cells.minor_units,
    cells.service_month,
    cast(sum(cells.gap_amount - coalesce(approved.approved_amount, 0)) as decimal(18, 4)) as difference_amount,
    cast(
        sum(
            {{ round_money(multiply('cells.gap_amount - coalesce(approved.approved_amount, 0)', 'revenue_lines.reporting_rate'), 'reporting.minor_units') }}
        ) as decimal(
            18, 4
        )
    )
        as difference_amount_rc
from cells
inner join parts on cells.part_key = parts.part_key
inner join revenue_lines on cells.revenue_line_key = revenue_lines.revenue_line_key
cross join reporting
left join approved on cells.cell_key = approved.cell_key
where cells.account_key is not null
group by cells.account_key, cells.currency, cells.minor_units, cells.service_month
