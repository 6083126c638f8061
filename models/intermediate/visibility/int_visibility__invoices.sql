-- What of an invoice belongs to which partner: the sum of the lines of that partner alone. An invoice may carry lines of several
-- partners, and of deals without one.
with pieces as (
    select * from {{ ref('int_cash__pieces') }}
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
),

final as (
    select
        pieces.invoice_key,
        revenue_lines.partner_key,
        revenue_lines.currency,
        max(revenue_lines.minor_units) as minor_units,
        cast(sum(pieces.billed_amount) as decimal(18, 4)) as billed_amount,
        cast(sum(pieces.credit_amount) as decimal(18, 4)) as credited_amount,
        cast(sum(pieces.collected_amount) as decimal(18, 4)) as collected_amount,
        max(pieces.last_paid_on) as last_paid_on
    from pieces
    inner join revenue_lines on pieces.revenue_line_key = revenue_lines.revenue_line_key
    where revenue_lines.partner_key is not null
    group by pieces.invoice_key, revenue_lines.partner_key, revenue_lines.currency
)

select * from final
