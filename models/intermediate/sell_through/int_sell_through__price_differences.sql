-- What each report of a month says against the price that holds, in the currency of the partner's row: of a duplicate claim its whole
-- amount, else what it is too cheap. Up to one minor unit is a rounding.
with cells as (
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
        claims.sell_through_key,
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

final as (
    select
        sell_through_key,
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
)

select * from final
