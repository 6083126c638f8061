-- Findings in money: quantities at the contract price, else the rate card; reported prices against it, for what was invoiced, since what
-- was not is unbilled at the full price already. Differences within one minor unit are roundings.
with gaps as (
    select * from {{ ref('int_sell_through__gaps') }}
),

cells as (
    select * from {{ ref('int_sell_through__cells') }}
),

prices as (
    select * from {{ ref('int_sell_through__prices') }}
),

differences as (
    select * from {{ ref('int_sell_through__price_differences') }}
),

underpriced as (
    select
        partner_key,
        product_key,
        month,
        currency,
        max(minor_units) as minor_units,
        sum(amount) as amount
    from differences
    where not is_duplicate and amount > 0
    group by partner_key, product_key, month, currency
),

final as (
    select
        gaps.partner_key,
        gaps.product_key,
        gaps.month,
        cells.currency,
        gaps.finding,
        gaps.quantity,
        {{ round_money(multiply('gaps.quantity', 'prices.unit_price'), 'prices.minor_units') }} as finding_amount
    from gaps
    inner join cells
        on gaps.partner_key = cells.partner_key and gaps.product_key = cells.product_key and gaps.month = cells.month
    left join prices
        on
        gaps.partner_key = prices.partner_key
        and gaps.product_key = prices.product_key
        and gaps.month = prices.month
        and cells.currency = prices.currency

    union all

    select
        underpriced.partner_key,
        underpriced.product_key,
        underpriced.month,
        underpriced.currency,
        'price_exception',
        cells.reported_quantity - coalesce(gaps.quantity, 0),
        {{ scale_amount(
            'underpriced.amount', '(cells.reported_quantity - coalesce(gaps.quantity, 0))', 'cells.reported_quantity',
            'underpriced.minor_units'
        ) }}
    from underpriced
    inner join cells
        on
        underpriced.partner_key = cells.partner_key
        and underpriced.product_key = cells.product_key
        and underpriced.month = cells.month
    left join gaps
        on
        underpriced.partner_key = gaps.partner_key
        and underpriced.product_key = gaps.product_key
        and underpriced.month = gaps.month
        and gaps.finding = 'unbilled_sell_through'
    where cells.reported_quantity > coalesce(gaps.quantity, 0)

    union all

    select
        partner_key,
        product_key,
        month,
        currency,
        'duplicate_claim',
        sum(quantity),
        sum(amount)
    from differences
    where is_duplicate
    group by partner_key, product_key, month, currency
)

select
    partner_key,
    product_key,
    month,
    currency,
    finding,
    cast(quantity as decimal(18, 8)) as finding_quantity,
    cast(coalesce(finding_amount, 0) as decimal(18, 4)) as finding_amount,
    finding_amount is not null as has_price
from final
