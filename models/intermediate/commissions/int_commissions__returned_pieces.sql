-- What went back to the customer of each piece of an invoice, whether or not a credit note says so: of what the piece lacks, at most the
-- refunds of its invoice without their tax. Cash knows a refund only where something is still owed, and a credit note in full owes nothing.
with pieces as (
    select * from {{ ref('int_billing__pieces') }}
),

cash as (
    select * from {{ ref('int_cash__pieces') }}
),

refunded as (
    select
        totals.invoice_key,
        totals.refunded_amount,
        coalesce(invoices.tax_amount, 0) as tax_amount
    from {{ ref('int_cash__invoice_totals') }} as totals
    inner join {{ ref('int_canonical__invoices') }} as invoices on totals.invoice_key = invoices.invoice_key
    where totals.refunded_amount > 0
),

joined as (
    select
        pieces.piece_key,
        pieces.invoice_key,
        pieces.invoice_line_id,
        pieces.period_start_on,
        pieces.revenue_currency,
        pieces.revenue_minor_units as minor_units,
        pieces.revenue_amount,
        refunded.refunded_amount,
        sum(pieces.net_amount) over (partition by pieces.invoice_key) + refunded.tax_amount as invoice_amount,
        greatest(cash.billed_amount - cash.collected_amount, 0) as lacking_amount,
        {{ to_minor('greatest(cash.billed_amount - cash.collected_amount, 0)', 'pieces.revenue_minor_units') }} as weight
    from pieces
    inner join cash on pieces.piece_key = cash.piece_key
    inner join refunded on pieces.invoice_key = refunded.invoice_key
),

summed as (
    select
        joined.*,
        sum(revenue_amount) over (partition by invoice_key, revenue_currency) as billed_total,
        sum(lacking_amount) over (partition by invoice_key, revenue_currency) as lacking_total,
        sum(weight) over (partition by invoice_key, revenue_currency) as total_weight,
        sum(weight) over (
            partition by invoice_key, revenue_currency
            order by invoice_line_id, period_start_on, piece_key rows between unbounded preceding and current row
        ) as cumulative_weight
    from joined
    where invoice_amount > 0
),

limited as (
    select
        summed.*,
        least({{ scale_amount('billed_total', 'refunded_amount', 'invoice_amount', 'minor_units') }}, lacking_total) as returned_total
    from summed
    where total_weight > 0
)

select
    piece_key,
    {{ split_amount('returned_total', 'weight', 'cumulative_weight', 'total_weight', 'minor_units') }} as returned_amount
from limited
