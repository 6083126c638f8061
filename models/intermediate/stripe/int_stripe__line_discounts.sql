-- Every line in major units with its discounts: those given on it, and its share of those given on the whole
-- invoice, split by amount in ascending order of the line id. Lines of an invoice without any positive amount
-- share alike.
with line_items as (
    select * from {{ ref('stg_stripe__invoice_line_items') }}
),

given_discounts as (
    select * from {{ ref('int_stripe__given_discounts') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

on_lines as (
    select
        source_relation,
        invoice_id,
        invoice_line_id,
        sum(amount) as amount
    from given_discounts
    where invoice_line_id is not null
    group by source_relation, invoice_id, invoice_line_id
),

on_invoices as (
    select
        source_relation,
        invoice_id,
        cast(sum(amount) as decimal(18, 4)) as amount
    from given_discounts
    where invoice_line_id is null
    group by source_relation, invoice_id
),

lines as (
    select
        line_items.source_relation,
        line_items.invoice_id,
        line_items.invoice_line_item_id as invoice_line_id,
        currencies.minor_units,
        {{ from_minor('line_items.amount_minor', 'currencies.stripe_minor_units') }} as amount,
        coalesce(on_lines.amount, 0) as own_discount,
        coalesce(on_invoices.amount, cast(0 as decimal(18, 4))) as invoice_discount,
        max(line_items.amount_minor)
            over (partition by line_items.source_relation, line_items.invoice_id)
            as largest_minor,
        line_items.amount_minor
    from line_items
    left join currencies
        on line_items.currency = currencies.currency
    left join on_lines
        on line_items.source_relation = on_lines.source_relation
        and line_items.invoice_id = on_lines.invoice_id
        and line_items.invoice_line_item_id = on_lines.invoice_line_id
    left join on_invoices
        on line_items.source_relation = on_invoices.source_relation
        and line_items.invoice_id = on_invoices.invoice_id
),

weighted as (
    select
        lines.*,
        case
            when lines.largest_minor <= 0 then 1
            when lines.amount_minor > 0 then lines.amount_minor
            else 0
        end as weight
    from lines
),

cumulated as (
    select
        weighted.*,
        sum(weighted.weight) over (
            partition by weighted.source_relation, weighted.invoice_id
            order by weighted.invoice_line_id
            rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(weighted.weight) over (partition by weighted.source_relation, weighted.invoice_id) as total_weight
    from weighted
),

final as (
    select
        source_relation,
        invoice_id,
        invoice_line_id,
        minor_units,
        amount,
        cast(
            own_discount
            + {{ prorate('invoice_discount', 'cumulative_weight', 'total_weight', 'minor_units') }}
            - {{ prorate('invoice_discount', '(cumulative_weight - weight)', 'total_weight', 'minor_units') }}
            as decimal(18, 4)
        ) as discount_amount
    from cumulated
)

select * from final
