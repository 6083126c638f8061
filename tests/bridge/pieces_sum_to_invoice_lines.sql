-- Billed amounts are read from pieces: each finalized invoice line must be in them once and whole. Lines without any exchange rate
-- are listed in int_fx__rejects instead.
with invoice_lines as (
    select
        invoice_lines.invoice_line_key,
        sum(invoice_lines.net_amount) as net_amount
    from {{ ref('int_canonical__invoice_lines') }} as invoice_lines
    inner join {{ ref('int_canonical__invoices') }} as invoices on invoice_lines.invoice_key = invoices.invoice_key
    left join {{ ref('int_fx__rejects') }} as rejects
        on
        invoices.source_relation = rejects.system
        and rejects.row_key = invoice_lines.invoice_id || '|' || invoice_lines.invoice_line_id
        and rejects.table_name = 'invoice_line'
    where invoices.is_finalized and rejects.row_key is null
    group by invoice_lines.invoice_line_key
),

pieces as (
    select
        invoice_line_key,
        sum(net_amount) as net_amount
    from {{ ref('int_billing__pieces') }}
    group by invoice_line_key
)

select
    coalesce(invoice_lines.invoice_line_key, pieces.invoice_line_key) as invoice_line_key,
    invoice_lines.net_amount as line_amount,
    pieces.net_amount as pieces_amount
from invoice_lines
full outer join pieces on invoice_lines.invoice_line_key = pieces.invoice_line_key
where
    invoice_lines.invoice_line_key is null
    or pieces.invoice_line_key is null
    or invoice_lines.net_amount <> pieces.net_amount
