-- Billed revenue and units by account, product, kind of charge and service month. The reporting currency is rounded per revenue line and
-- month, as in the states, and goes to its groups by cumulative rounding, so that both sum to the same.
with cells as (
    select
        cells.group_key,
        cells.revenue_line_key,
        cells.service_month,
        cells.billed_amount,
        groups.charge_type
    from {{ ref('int_states__group_cells') }} as cells
    inner join {{ ref('int_bridge__groups') }} as groups on cells.group_key = groups.group_key
    where groups.line_count > 0
),

units as (
    select * from {{ ref('int_volume__group_units') }}
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
        cells.*,
        revenue_lines.account_key,
        revenue_lines.product_key,
        revenue_lines.currency,
        revenue_lines.minor_units,
        revenue_lines.reporting_rate,
        reporting.minor_units as reporting_minor_units,
        coalesce(units.units, 0) as units,
        sum(cells.billed_amount) over (
            partition by cells.revenue_line_key, cells.service_month order by cells.group_key rows between unbounded preceding and current row
        ) as amount_through
    from cells
    inner join revenue_lines on cells.revenue_line_key = revenue_lines.revenue_line_key
    cross join reporting
    left join units on cells.group_key = units.group_key and cells.service_month = units.service_month
),

converted as (
    select
        running.*,
        {{ round_money(multiply('amount_through', 'reporting_rate'), 'reporting_minor_units') }}
        - {{ round_money(multiply('(amount_through - billed_amount)', 'reporting_rate'), 'reporting_minor_units') }} as billed_amount_rc
    from running
),

final as (
    select
        account_key,
        product_key,
        charge_type,
        currency,
        service_month,
        max(minor_units) as minor_units,
        max(reporting_minor_units) as reporting_minor_units,
        cast(sum(units) as decimal(18, 8)) as units,
        cast(sum(billed_amount) as decimal(18, 4)) as billed_amount,
        cast(sum(billed_amount_rc) as decimal(18, 4)) as billed_amount_rc
    from converted
    group by account_key, product_key, charge_type, currency, service_month
)

select * from final
