with cells as (
    select * from {{ ref('int_states__cells') }}
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

{%- set amounts = ['contracted_amount', 'due_amount', 'collectible_amount', 'billed_amount', 'recognized_amount', 'collected_amount'] %}

converted as (
    select
        cells.revenue_line_key,
        revenue_lines.contract_line_id,
        revenue_lines.invoice_id,
        revenue_lines.invoice_line_id,
        revenue_lines.account_key,
        revenue_lines.product_key,
        revenue_lines.partner_key,
        revenue_lines.currency,
        revenue_lines.match_method,
        cells.is_renewal_term,
        revenue_lines.is_orphan,
        {% for amount in amounts -%}
            cells.{{ amount }},
        {% endfor -%}
        {% for amount in amounts -%}
            {{ round_money(multiply('cells.' ~ amount, 'revenue_lines.reporting_rate'), 'reporting.minor_units') }} as {{ amount }}_rc,
        {% endfor -%}
        cells.collected_at_payment_rate_rc,
        cells.service_month
    from cells
    inner join revenue_lines on cells.revenue_line_key = revenue_lines.revenue_line_key
    cross join reporting
)

select
    revenue_line_key,
    contract_line_id,
    invoice_id,
    invoice_line_id,
    account_key,
    product_key,
    partner_key,
    currency,
    match_method,
    is_renewal_term,
    is_orphan,
    {% for amount in amounts -%}
        {{ amount }},
    {% endfor -%}
    {% for amount in amounts -%}
        {{ amount }}_rc,
    {% endfor -%}
    -- what the exchange rate did between the contract's rate and the rates of the payment days
    cast(collected_at_payment_rate_rc - collected_amount_rc as decimal(18, 4)) as realized_exchange_amount_rc,
    service_month
from converted
