-- Totals of an invoice in major units. Prices include tax where the lines less discounts make up the total with
-- tax; where the source has no tax, it is what the total exceeds the lines by.
with invoices as (
    select * from {{ ref('stg_stripe__invoices') }}
),

line_discounts as (
    select * from {{ ref('int_stripe__line_discounts') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

lines as (
    select
        source_relation,
        invoice_id,
        cast(sum(amount - discount_amount) as decimal(18, 4)) as lines_amount
    from line_discounts
    group by source_relation, invoice_id
),

joined as (
    select
        invoices.source_relation,
        invoices.invoice_id,
        {{ from_minor('invoices.total_minor', 'currencies.stripe_minor_units') }} as total_amount,
        {{ from_minor('invoices.tax_minor', 'currencies.stripe_minor_units') }} as stated_tax_amount,
        lines.lines_amount
    from invoices
    left join currencies
        on invoices.currency = currencies.currency
    left join lines
        on invoices.source_relation = lines.source_relation
        and invoices.invoice_id = lines.invoice_id
),

taxed as (
    select
        joined.*,
        cast(
            coalesce(
                joined.stated_tax_amount,
                case when joined.total_amount > joined.lines_amount then joined.total_amount - joined.lines_amount end,
                0
            ) as decimal(18, 4)
        ) as tax_amount
    from joined
),

final as (
    select
        source_relation,
        invoice_id,
        total_amount,
        tax_amount,
        cast(total_amount - tax_amount as decimal(18, 4)) as net_amount,
        lines_amount,
        coalesce(tax_amount > 0 and total_amount > 0 and lines_amount = total_amount, false) as is_tax_inclusive
    from taxed
)

select * from final
