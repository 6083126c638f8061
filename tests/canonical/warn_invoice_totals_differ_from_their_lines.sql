-- A finding on the data, not on the models: finalized invoices whose lines and tax do not make up the total
-- that the source states. The lines are what is compared with contracts; the total is what the customer owes.
{{ config(severity='warn') }}
with lines as (
    select
        invoice_key,
        sum(net_amount) as net_amount
    from {{ ref('int_canonical__invoice_lines') }}
    group by invoice_key
)

select
    invoices.source_relation,
    invoices.invoice_id,
    invoices.currency,
    invoices.total_amount,
    invoices.tax_amount,
    lines.net_amount as lines_net_amount
from {{ ref('int_canonical__invoices') }} as invoices
left join lines
    on invoices.invoice_key = lines.invoice_key
where
    invoices.is_finalized
    and (lines.net_amount is null or lines.net_amount + invoices.tax_amount <> invoices.total_amount)
