-- A finding on the data: a line whose invoice is not in the export belongs to nobody and is billed by nobody.
{{ config(severity='warn') }}
select
    lines.source_relation,
    lines.invoice_id,
    lines.invoice_line_item_id
from {{ ref('stg_stripe__invoice_line_items') }} as lines
left join {{ ref('stg_stripe__invoices') }} as invoices
    on lines.source_relation = invoices.source_relation
    and lines.invoice_id = invoices.invoice_id
where invoices.invoice_id is null
