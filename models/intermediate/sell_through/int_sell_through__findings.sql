-- Findings in money: quantities at the contract price, else the rate card; reported prices against it, for what was invoiced, since what
-- was not is unbilled at the full price already. Differences within one minor unit are roundings.
with gaps as (
    select * from {{ ref('int_sell_through__gaps') }}
),

cells as (
    select * from {{ ref('int_sell_through__cells') }}
),

claims as (
    select * from {{ ref('int_sell_through__claims') }}
),

prices as (
    select * from {{ ref('int_sell_through__prices') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

priced_claims as (
    select
        claims.partner_key,
        claims.product_key,
        claims.period_month as month,
        claims.is_duplicate,
        claims.quantity,
        claims.currency as claim_currency,
        cells.currency,
        claims.minor_units as claim_minor_units,
        currencies.minor_units,
        claim_rates.rate as claim_rate,
        cell_rates.rate as cell_rate,
        {{ round_money(multiply('claims.quantity', 'prices.unit_price'), 'claims.minor_units') }} as expected_amount,
        {{ round_money(multiply('claims.quantity', 'claims.unit_price'), 'claims.minor_units') }} as claimed_amount
    from claims
    inner join cells
        on
        claims.partner_key = cells.partner_key
        and claims.product_key = cells.product_key
        and claims.period_month = cells.month
    inner join {{ ref('currencies') }} as currencies on cells.currency = currencies.currency
    left join prices
        on
        claims.partner_key = prices.partner_key
        and claims.product_key = prices.product_key
        and claims.period_month = prices.month
        and claims.currency = prices.currency
    left join rates as claim_rates
        on claims.currency = claim_rates.currency and claims.period_month between claim_rates.valid_from and claim_rates.valid_to
    left join rates as cell_rates
        on cells.currency = cell_rates.currency and claims.period_month between cell_rates.valid_from and cell_rates.valid_to
),

-- reports in several currencies stand in that of the row
differences as (
    select
        partner_key,
        product_key,
        month,
        currency,
        minor_units,
        is_duplicate,
        quantity,
        case
            when not is_duplicate and expected_amount - claimed_amount <= {{ minor_unit('claim_minor_units') }} then 0
            when claim_currency = currency then claim_amount
            when cell_rate > 0 then {{ scale_amount('claim_amount', 'claim_rate', 'cell_rate', 'minor_units') }}
        end as amount
    from (
        select
            priced_claims.*,
            case when is_duplicate then coalesce(expected_amount, claimed_amount) else expected_amount - claimed_amount end as claim_amount
        from priced_claims
    ) as judged
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
