-- Discounts as they lie on single invoice lines: those given on a line, and each line's share of those given on the
-- whole invoice, split by amount in the order of the line ids. A line that states no amount before discounts had its net
-- amount and these. A coupon counts from its first use on the same contract line.
with discounts as (
    select * from {{ ref('int_canonical__discounts') }}
    where amount > 0
),

invoice_lines as (
    select * from {{ ref('int_canonical__invoice_lines') }}
),

charges as (
    select * from {{ ref('int_billing__charges') }}
),

lines as (
    select
        invoice_lines.source_relation,
        invoice_lines.invoice_id,
        invoice_lines.invoice_line_id,
        charges.*,
        coalesce(invoice_lines.gross_amount, charges.net_amount) as stated_amount,
        coalesce(invoice_lines.gross_amount <> charges.net_amount, false) as states_discounts
    from charges
    inner join invoice_lines on charges.invoice_line_key = invoice_lines.invoice_line_key
),

weighted as (
    select
        discounts.discount_key,
        lines.invoice_line_key,
        lines.minor_units,
        discounts.amount,
        {{ to_minor('greatest(lines.stated_amount, 0)', 'lines.minor_units') }} as weight,
        sum({{ to_minor('greatest(lines.stated_amount, 0)', 'lines.minor_units') }}) over (
            partition by discounts.discount_key
            order by lines.invoice_line_id, lines.invoice_line_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum({{ to_minor('greatest(lines.stated_amount, 0)', 'lines.minor_units') }}) over (
            partition by discounts.discount_key
        ) as total_weight
    from discounts
    inner join lines
        on
        discounts.source_relation = lines.source_relation
        and discounts.invoice_id = lines.invoice_id
        and (discounts.invoice_line_id is null or discounts.invoice_line_id = lines.invoice_line_id)
),

shared as (
    select
        discount_key,
        invoice_line_key,
        {{ split_amount('amount', 'weight', 'cumulative_weight', 'total_weight', 'minor_units') }} as amount
    from weighted
    where total_weight > 0
),

final as (
    select
        shared.discount_key,
        shared.invoice_line_key,
        discounts.discount_id,
        discounts.coupon_id,
        lines.product_key,
        lines.quantity,
        lines.minor_units,
        case
            when lines.states_discounts then lines.stated_amount
            else cast(lines.net_amount + sum(shared.amount) over (partition by shared.invoice_line_key) as decimal(18, 4))
        end as document_amount,
        shared.amount,
        discounts.coupon_percent_off,
        discounts.coupon_duration_months,
        discounts.coupon_redeem_by,
        discounts.ends_on,
        lines.service_start_on,
        min(coalesce(discounts.started_on, lines.service_start_on)) over (
            partition by
                coalesce(discounts.coupon_id, discounts.discount_key),
                coalesce(lines.contract_line_key, lines.account_key, lines.invoice_line_key),
                case when lines.contract_line_key is null then lines.product_key end
        ) as first_used_on
    from shared
    inner join discounts on shared.discount_key = discounts.discount_key
    inner join lines on shared.invoice_line_key = lines.invoice_line_key
    where shared.amount > 0
)

select * from final
