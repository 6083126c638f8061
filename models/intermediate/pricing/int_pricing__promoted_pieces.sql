-- Discounts on invoice lines that a registered promotion allows: its coupon, inside its window and longest duration, at its least
-- quantity, up to its percent or amount; per piece of the line.
with discounts as (
    select * from {{ ref('int_canonical__discounts') }}
    where invoice_line_id is not null and coupon_id is not null
),

invoice_lines as (
    select * from {{ ref('int_canonical__invoice_lines') }}
),

promotions as (
    select * from {{ ref('int_canonical__promotions') }}
),

pieces as (
    select * from {{ ref('int_billing__pieces') }}
),

product_code_keys as (
    select * from {{ ref('int_entities__product_code_keys') }}
),

allowed as (
    select
        pieces.piece_key,
        pieces.group_key,
        pieces.net_amount,
        pieces.minor_units,
        least(
            discounts.amount,
            case
                when promotions.percent_off is not null
                    then {{ scale_amount('invoice_lines.gross_amount', 'promotions.percent_off', '100', 'pieces.minor_units') }}
                else coalesce(promotions.amount_off, discounts.amount)
            end
        ) as line_amount,
        {{ to_minor('pieces.net_amount', 'pieces.minor_units') }} as piece_weight,
        invoice_lines.net_amount as line_net_amount,
        sum({{ to_minor('pieces.net_amount', 'pieces.minor_units') }}) over (
            partition by discounts.discount_key, promotions.promotion_key
            order by pieces.period_start_on, pieces.piece_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum({{ to_minor('pieces.net_amount', 'pieces.minor_units') }}) over (
            partition by discounts.discount_key, promotions.promotion_key
        ) as total_weight
    from discounts
    inner join invoice_lines
        on
            discounts.source_relation = invoice_lines.source_relation
            and discounts.invoice_id = invoice_lines.invoice_id
            and discounts.invoice_line_id = invoice_lines.invoice_line_id
    inner join pieces on invoice_lines.invoice_line_key = pieces.invoice_line_key
    inner join promotions on discounts.coupon_id = promotions.coupon_id
    left join product_code_keys on promotions.product_code = product_code_keys.product_code
    where
        (promotions.product_code is null or product_code_keys.product_key = pieces.product_key)
        and pieces.period_start_on >= promotions.valid_from
        and (promotions.valid_to is null or pieces.period_start_on <= promotions.valid_to)
        and (promotions.min_quantity is null or coalesce(invoice_lines.quantity, 0) >= promotions.min_quantity)
        and (
            promotions.max_months is null
            or discounts.started_on is null
            or pieces.period_start_on < {{ add_months('discounts.started_on', 'promotions.max_months') }}
        )
        and pieces.contract_line_key is not null
),

final as (
    select
        piece_key,
        group_key,
        case
            when total_weight > 0
                then {{ split_amount('line_amount', 'piece_weight', 'cumulative_weight', 'total_weight', 'minor_units') }}
            else 0
        end as promoted_amount
    from allowed
)

select * from final
