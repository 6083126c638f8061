-- Discounts and credit notes name a line by either of its two ids. Older connections repeat the id of a
-- subscription item on many lines: an id that names several lines of one invoice names none.
with line_items as (
    select * from {{ ref('stg_stripe__invoice_line_items') }}
),

named as (
    select
        source_relation,
        invoice_id,
        invoice_line_item_id as named_id,
        invoice_line_item_id as invoice_line_id
    from line_items
    union
    select
        source_relation,
        invoice_id,
        line_item_id as named_id,
        invoice_line_item_id as invoice_line_id
    from line_items
),

unambiguous as (
    select
        source_relation,
        invoice_id,
        named_id,
        min(invoice_line_id) as invoice_line_id
    from named
    group by source_relation, invoice_id, named_id
    having count(*) = 1
),

final as (
    select
        source_relation,
        invoice_id,
        named_id,
        invoice_line_id,
        count(*) over (partition by source_relation, named_id) = 1 as is_only_invoice
    from unambiguous
)

select * from final
