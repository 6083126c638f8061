-- The bridge assumes that the lines of an invoice are all there, once, with their amounts less all discounts
-- and without tax inside. Per visible invoice: lines in staging less discounts (less the tax inside the prices)
-- = net of the canonical lines.
with visible as (
    select
        source_relation,
        invoice_id
    from {{ ref('int_canonical__invoices') }}
    where system = 'stripe'
),

staged_lines as (
    select
        line_items.source_relation,
        line_items.invoice_id,
        count(*) as row_count,
        sum({{ from_minor('line_items.amount_minor', 'currencies.stripe_minor_units') }}) as amount
    from {{ ref('stg_stripe__invoice_line_items') }} as line_items
    inner join {{ ref('currencies') }} as currencies on line_items.currency = currencies.currency
    group by line_items.source_relation, line_items.invoice_id
),

discounts as (
    select
        source_relation,
        invoice_id,
        sum(amount) as amount
    from {{ ref('int_canonical__discounts') }}
    where system = 'stripe'
    group by source_relation, invoice_id
),

tax_inside as (
    select
        source_relation,
        invoice_id,
        tax_amount as amount
    from {{ ref('int_stripe__invoice_totals') }}
    where is_tax_inclusive
),

expected as (
    select
        staged_lines.source_relation,
        staged_lines.invoice_id,
        staged_lines.row_count,
        staged_lines.amount - coalesce(discounts.amount, 0) - coalesce(tax_inside.amount, 0) as net_amount
    from visible
    inner join staged_lines
        on visible.source_relation = staged_lines.source_relation
        and visible.invoice_id = staged_lines.invoice_id
    left join discounts
        on visible.source_relation = discounts.source_relation
        and visible.invoice_id = discounts.invoice_id
    left join tax_inside
        on visible.source_relation = tax_inside.source_relation
        and visible.invoice_id = tax_inside.invoice_id
),

canonical as (
    select
        source_relation,
        invoice_id,
        count(*) as row_count,
        sum(net_amount) as net_amount
    from {{ ref('int_canonical__invoice_lines') }}
    where system = 'stripe'
    group by source_relation, invoice_id
)

select
    coalesce(expected.source_relation, canonical.source_relation) as source_relation,
    coalesce(expected.invoice_id, canonical.invoice_id) as invoice_id,
    expected.row_count as staged_rows,
    canonical.row_count as canonical_rows,
    expected.net_amount as expected_amount,
    canonical.net_amount as canonical_amount
from expected
full outer join canonical
    on expected.source_relation = canonical.source_relation
    and expected.invoice_id = canonical.invoice_id
where
    expected.invoice_id is null
    or canonical.invoice_id is null
    or expected.row_count <> canonical.row_count
    or expected.net_amount <> canonical.net_amount
