-- The discounts of an invoice line in one row: what registered promotions sanction beyond what the contract price
-- already holds, in the currency of the revenue line, and whether an expired or an extra discount was given.
with judged as (
    select
        invoice_line_key,
        sum(sanctioned_amount) as sanctioned_amount,
        max(case when is_expired then 1 else 0 end) = 1 as has_expired_discount,
        max(case when is_extra then 1 else 0 end) = 1 as has_extra_discount
    from {{ ref('int_pricing__judged_discounts') }}
    group by invoice_line_key
),

charges as (
    select * from {{ ref('int_billing__charges') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

lines as (
    select * from {{ ref('int_pricing__lines') }}
),

converted as (
    select
        judged.invoice_line_key,
        charges.revenue_minor_units as minor_units,
        judged.has_expired_discount,
        judged.has_extra_discount,
        case
            when not charges.is_converted then judged.sanctioned_amount
            when charges.net_amount <> 0 then {{ scale_amount(
                'charges.revenue_amount', 'judged.sanctioned_amount', 'charges.net_amount',
                'charges.revenue_minor_units'
            ) }}
            else {{ scale_amount(
                'judged.sanctioned_amount', 'charges.document_rate', 'contract_lines.reporting_rate',
                'charges.revenue_minor_units'
            ) }}
        end as sanctioned_amount
    from judged
    inner join charges on judged.invoice_line_key = charges.invoice_line_key
    left join contract_lines on charges.contract_line_key = contract_lines.contract_line_key
)

select
    converted.invoice_line_key,
    converted.has_expired_discount,
    converted.has_extra_discount,
    cast(
        greatest(
            converted.sanctioned_amount
            -- discounts that bring the invoice down to the contract price are the contract's own
            - greatest(coalesce(lines.gross_amount - lines.contract_amount, 0), 0),
            0
        ) as decimal(18, 4)
    ) as promoted_amount
from converted
left join lines on converted.invoice_line_key = lines.invoice_line_key
