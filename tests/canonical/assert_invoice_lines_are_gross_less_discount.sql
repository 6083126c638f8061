-- Prices and discounts are assessed apart from each other: on every line net = gross - discount, exactly.
select
    source_relation,
    invoice_id,
    invoice_line_id,
    gross_amount,
    discount_amount,
    net_amount
from {{ ref('int_canonical__invoice_lines') }}
where
    net_amount is null
    or gross_amount is null
    or discount_amount is null
    or net_amount <> gross_amount - discount_amount
