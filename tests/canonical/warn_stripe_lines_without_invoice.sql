-- A finding on the data: a line whose invoice is not in the export belongs to nobody and is billed by nobody.
{{ config(severity='warn') }}
select
    line_items.source_relation,
    line_items.invoice_id,
    line_items.invoice_line_item_id
from {{ ref('stg_stripe__invoice_line_items') }} as line_items
left join {{ ref('stg_stripe__invoices') }} as invoices
    on line_items.source_relation = invoices.source_relation
    and line_items.invoice_id = invoices.invoice_id
where invoices.invoice_id is null
