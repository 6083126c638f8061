-- The bridge compares pieces: those of an invoice line sum to its net amount and to its amount in the revenue line's
-- currency.
with pieces as (
    select
        invoice_line_key,
        sum(net_amount) as net_amount,
        sum(revenue_amount) as revenue_amount
    from {{ ref('int_billing__pieces') }}
    group by invoice_line_key
)

select
    coalesce(charges.invoice_line_key, pieces.invoice_line_key) as invoice_line_key,
    charges.net_amount as charged_amount,
    pieces.net_amount as pieces_amount,
    charges.revenue_amount as charged_revenue_amount,
    pieces.revenue_amount as pieces_revenue_amount
from {{ ref('int_billing__charges') }} as charges
full outer join pieces on charges.invoice_line_key = pieces.invoice_line_key
where
    charges.invoice_line_key is null
    or pieces.invoice_line_key is null
    or charges.net_amount <> pieces.net_amount
    or charges.revenue_amount <> pieces.revenue_amount
