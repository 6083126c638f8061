with cells as (
    select * from {{ ref('int_sell_through__cells') }}
),

findings as (
    select * from {{ ref('int_sell_through__findings') }}
),

partners as (
    select * from {{ ref('int_partners__profiles') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
)

select
    {{ surrogate_key(['cells.partner_key', 'cells.product_key', 'cells.month', "coalesce(findings.finding, 'ok')"]) }}
        as sell_through_audit_key,
    cells.partner_key,
    partners.partner_id,
    cells.product_key,
    cells.month,
    coalesce(findings.currency, cells.currency) as currency,
    coalesce(findings.finding, 'ok') as finding,
    cells.reported_quantity,
    cells.duplicate_quantity,
    cells.activated_quantity,
    cells.invoiced_quantity,
    cast(coalesce(findings.finding_quantity, 0) as decimal(18, 8)) as finding_quantity,
    cast(coalesce(findings.finding_amount, 0) as decimal(18, 4)) as finding_amount,
    {{ round_money(multiply('coalesce(findings.finding_amount, 0)', 'coalesce(rates.rate, 0)'), 'reporting.minor_units') }}
        as finding_amount_rc,
    coalesce(findings.has_price, true) as has_price
from cells
cross join reporting
inner join partners on cells.partner_key = partners.partner_key
left join findings
    on
    cells.partner_key = findings.partner_key
    and cells.product_key = findings.product_key
    and cells.month = findings.month
left join rates
    on
    coalesce(findings.currency, cells.currency) = rates.currency
    and least({{ add_days(add_months('cells.month', 1), -1) }}, {{ as_of_date() }}) between rates.valid_from and rates.valid_to
