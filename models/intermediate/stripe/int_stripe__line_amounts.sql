-- Gross, discount and net of every line without tax. Where prices include tax, the net total of the invoice is
-- split over its lines by what they charge, so that net = gross - discount on every line and the lines sum to
-- the invoice's net.
with line_discounts as (
    select * from {{ ref('int_stripe__line_discounts') }}
),

invoice_totals as (
    select * from {{ ref('int_stripe__invoice_totals') }}
),

charged as (
    select
        line_discounts.*,
        cast(line_discounts.amount - line_discounts.discount_amount as decimal(18, 4)) as charged_amount,
        {{ to_minor('(line_discounts.amount - line_discounts.discount_amount)', 'line_discounts.minor_units') }}
            as weight,
        coalesce(invoice_totals.is_tax_inclusive, false) as is_tax_inclusive,
        invoice_totals.net_amount as invoice_net_amount,
        {{ to_minor('invoice_totals.net_amount', 'line_discounts.minor_units') }} as invoice_net_weight,
        {{ to_minor('invoice_totals.total_amount', 'line_discounts.minor_units') }} as invoice_total_weight
    from line_discounts
    left join invoice_totals
        on line_discounts.source_relation = invoice_totals.source_relation
        and line_discounts.invoice_id = invoice_totals.invoice_id
),

cumulated as (
    select
        charged.*,
        sum(charged.weight) over (
            partition by charged.source_relation, charged.invoice_id
            order by charged.invoice_line_id
            rows between unbounded preceding and current row
        ) as cumulative_weight
    from charged
),

stepped as (
    select
        cumulated.*,
        cumulated.cumulative_weight - cumulated.weight as previous_weight
    from cumulated
),

netted as (
    select
        stepped.*,
        case
            when stepped.is_tax_inclusive
                then
                    {{ prorate('invoice_net_amount', 'cumulative_weight', 'invoice_total_weight', 'minor_units') }}
                    - {{ prorate('invoice_net_amount', 'previous_weight', 'invoice_total_weight', 'minor_units') }}
            else stepped.charged_amount
        end as net_amount,
        case
            when stepped.is_tax_inclusive
                then {{ prorate('discount_amount', 'invoice_net_weight', 'invoice_total_weight', 'minor_units') }}
            else stepped.discount_amount
        end as net_discount_amount
    from stepped
),

final as (
    select
        source_relation,
        invoice_id,
        invoice_line_id,
        cast(net_amount + net_discount_amount as decimal(18, 4)) as gross_amount,
        cast(net_discount_amount as decimal(18, 4)) as discount_amount,
        cast(net_amount as decimal(18, 4)) as net_amount
    from netted
)

select * from final
