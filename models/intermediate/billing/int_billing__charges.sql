-- Each finalized invoice line on its revenue line: the contract line it was matched to, or itself as an orphan; with its charge
-- type and its amount in the revenue line's currency (an invoice in another currency is converted at the rate of its issue date).
-- A line in its contract's currency needs no rate of its own: where its day has none, the contract's counts. What cannot be converted
-- is left out and listed in int_fx__rejects.
with billing_lines as (
    select * from {{ ref('int_billing__lines') }}
),

line_matches as (
    select * from {{ ref('int_billing__line_matches') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

joined as (
    select
        billing_lines.*,
        line_matches.contract_line_key as matched_contract_line_key,
        line_matches.match_method,
        contract_lines.revenue_line_key as contract_revenue_line_key,
        coalesce(contract_lines.currency, billing_lines.currency) as revenue_currency,
        coalesce(contract_lines.minor_units, billing_lines.minor_units) as revenue_minor_units,
        rates.rate as revenue_rate,
        contract_lines.is_one_time,
        coalesce(
            billing_lines.document_rate,
            case when contract_lines.currency = billing_lines.currency then contract_lines.reporting_rate end
        ) as converting_rate
    from billing_lines
    inner join line_matches on billing_lines.invoice_line_key = line_matches.invoice_line_key
    left join contract_lines on line_matches.contract_line_key = contract_lines.contract_line_key
    left join rates
        on
        contract_lines.currency = rates.currency
        and billing_lines.issued_on between rates.valid_from and rates.valid_to
),

final as (
    select
        invoice_line_key,
        invoice_key,
        invoice_line_id,
        coalesce(contract_revenue_line_key, {{ surrogate_key(["'invoice_line'", 'invoice_line_key']) }}) as revenue_line_key,
        matched_contract_line_key as contract_line_key,
        match_method,
        change_order_id,
        account_key,
        product_key,
        case
            when charge_type = 'change_order' or change_order_id is not null then 'change_order'
            when charge_type in ('recurring', 'one_time', 'overage') then charge_type
            when is_metered then 'overage'
            when is_one_time then 'one_time'
            else 'recurring'
        end as charge_type,
        is_proration,
        currency,
        minor_units,
        revenue_currency,
        revenue_minor_units,
        revenue_currency <> currency as is_converted,
        quantity,
        net_amount,
        case
            when revenue_currency = currency then net_amount
            else {{ scale_amount('net_amount', 'converting_rate', 'revenue_rate', 'revenue_minor_units') }}
        end as revenue_amount,
        converting_rate as document_rate,
        issued_on,
        due_on,
        has_service_period,
        service_start_on,
        service_end_on
    from joined
    where converting_rate is not null and (revenue_currency = currency or revenue_rate is not null)
)

select * from final
