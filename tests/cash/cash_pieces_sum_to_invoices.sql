-- Cash of an invoice is split over its lines and its tax: the lines must get the cash less the tax's share, which comes last and is
-- never more than the tax. Converted lines are left out: they are in another currency than the invoice.
with pieces as (
    select
        invoice_key,
        sum(collected_amount) as collected_amount,
        sum(billed_amount - credit_amount) as billed_amount
    from {{ ref('int_cash__pieces') }}
    where invoice_key not in (select invoice_key from {{ ref('int_billing__pieces') }} where is_converted)
    group by invoice_key
),

invoice_totals as (
    select * from {{ ref('int_cash__invoice_totals') }}
)

select
    pieces.invoice_key,
    invoice_totals.payable_amount,
    invoice_totals.applied_amount,
    invoice_totals.tax_amount,
    pieces.collected_amount
from pieces
left join invoice_totals on pieces.invoice_key = invoice_totals.invoice_key
where
    invoice_totals.invoice_key is null
    or invoice_totals.applied_amount - pieces.collected_amount not between 0 and greatest(invoice_totals.tax_amount, 0)
    or (invoice_totals.applied_amount = invoice_totals.payable_amount and pieces.collected_amount <> pieces.billed_amount)
