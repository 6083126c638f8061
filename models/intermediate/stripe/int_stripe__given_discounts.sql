-- Stripe lists a discount of an invoice also line by line: of the invoice's row only what its lines do not show
-- is left, so that no discount counts twice.
with discount_rows as (
    select * from {{ ref('int_stripe__discount_rows') }}
),

shown_on_lines as (
    select
        source_relation,
        discount_id,
        invoice_id,
        sum(amount) as amount
    from discount_rows
    where invoice_line_id is not null
    group by source_relation, discount_id, invoice_id
),

left_over as (
    select
        discount_rows.*,
        case
            when discount_rows.invoice_line_id is not null then discount_rows.amount
            else cast(discount_rows.amount - coalesce(shown_on_lines.amount, 0) as decimal(18, 4))
        end as given_amount
    from discount_rows
    left join shown_on_lines
        on discount_rows.source_relation = shown_on_lines.source_relation
        and discount_rows.discount_id = shown_on_lines.discount_id
        and discount_rows.invoice_id = shown_on_lines.invoice_id
),

-- One row per discount and what it was given on, whatever the source repeats.
final as (
    select
        source_relation,
        discount_id,
        invoice_id,
        invoice_line_id,
        min(coupon_id) as coupon_id,
        min(currency) as currency,
        min(minor_units) as minor_units,
        min(stripe_minor_units) as stripe_minor_units,
        cast(sum(given_amount) as decimal(18, 4)) as amount,
        min(started_at) as started_at,
        max(ended_at) as ended_at
    from left_over
    where given_amount > 0
    group by source_relation, discount_id, invoice_id, invoice_line_id
)

select * from final
