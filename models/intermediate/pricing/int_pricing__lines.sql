-- Invoice lines whose price can be compared: recurring and one-time lines of a product, prorations and duplicates left
-- out, with the service period that they stand for and the item whose price they show.
with charges as (
    select * from {{ ref('int_billing__charges') }}
),

invoice_lines as (
    select * from {{ ref('int_canonical__invoice_lines') }}
),

measures as (
    select * from {{ ref('int_pricing__line_measures') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

final as (
    select
        charges.invoice_line_key,
        charges.invoice_line_id,
        invoice_lines.invoice_id,
        charges.contract_line_key,
        contract_lines.contract_line_id,
        charges.account_key,
        charges.product_key,
        charges.charge_type,
        invoice_lines.price_id,
        case
            when invoice_lines.subscription_item_id is not null
                then {{ surrogate_key([
                    "'subscription_item'", 'invoice_lines.source_relation', 'invoice_lines.subscription_item_id'
                ]) }}
            -- lines that are one price together are each a part of it
            when charges.contract_line_key is not null
                then {{ surrogate_key([
                    "'contract_line'", 'charges.contract_line_key',
                    'case when measures.is_shared then charges.invoice_line_key end'
                ]) }}
            else {{ surrogate_key([
                "'orphan'", 'charges.account_key', 'charges.product_key', 'charges.revenue_currency'
            ]) }}
        end as priced_item_key,
        charges.revenue_currency as currency,
        charges.revenue_minor_units as minor_units,
        coalesce(contract_lines.reporting_rate, charges.document_rate) as reporting_rate,
        measures.quantity,
        -- two halves of a quantity are priced like the whole
        greatest(measures.quantity, coalesce(measures.contract_quantity, measures.quantity)) as tier_quantity,
        measures.weight,
        measures.unit_months,
        charges.revenue_amount as billed_amount,
        -- before discounts, in the currency of the revenue line
        case
            when not charges.is_converted then coalesce(invoice_lines.gross_amount, charges.net_amount)
            when charges.net_amount <> 0 then {{ scale_amount(
                'charges.revenue_amount', 'coalesce(invoice_lines.gross_amount, charges.net_amount)',
                'charges.net_amount', 'charges.revenue_minor_units'
            ) }}
            else {{ scale_amount(
                'coalesce(invoice_lines.gross_amount, charges.net_amount)', 'charges.document_rate',
                'contract_lines.reporting_rate', 'charges.revenue_minor_units'
            ) }}
        end as gross_amount,
        measures.contract_amount,
        measures.signed_amount,
        measures.lowest_amount,
        measures.highest_amount,
        measures.step_no,
        measures.step_total,
        charges.issued_on,
        contract_lines.closed_on,
        case when charges.has_service_period then charges.service_start_on else measures.first_on end
            as service_start_on,
        case when charges.has_service_period then charges.service_end_on else measures.last_on end
            as service_end_on
    from measures
    inner join charges on measures.invoice_line_key = charges.invoice_line_key
    inner join invoice_lines on charges.invoice_line_key = invoice_lines.invoice_line_key
    left join contract_lines on charges.contract_line_key = contract_lines.contract_line_key
    where
        charges.product_key is not null
        and measures.quantity is not null
        and measures.weight > 0
        -- a duplicate is a finding of its own, whatever its price
        and not measures.is_duplicate
        -- a reduction that stands alone has no price of its own
        and (measures.is_shared or (measures.quantity > 0 and charges.revenue_amount >= 0))
)

select * from final
