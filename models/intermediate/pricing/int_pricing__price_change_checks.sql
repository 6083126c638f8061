-- Each price change against every active invoice line on that price: the price the change names, else the product and
-- currency, unless the line has a price of its own (an agreement, a segment, a quantity tier) that the change does not
-- name. An event where the bill is off the price in force by more than drift_event_pct; a change that a later one
-- replaced makes none.
with price_changes as (
    select * from {{ ref('int_pricing__price_changes') }}
),

lines as (
    select * from {{ ref('int_pricing__lines') }}
),

current_lines as (
    select * from {{ ref('int_pricing__current_lines') }}
),

known_prices as (
    select distinct price_id from lines
    where price_id is not null
),

own_prices as (
    select
        choices.question_key,
        choices.unit_price
    from {{ ref('int_pricing__rate_card_choices') }} as choices
    inner join {{ ref('int_pricing__rate_card_candidates') }} as candidates on choices.rate_card_key = candidates.rate_card_key
    where candidates.scope_rank < 3 or candidates.min_quantity is not null or candidates.max_quantity is not null
),

active as (
    select
        lines.*,
        own_prices.unit_price as own_unit_price
    from lines
    inner join current_lines on lines.invoice_line_key = current_lines.invoice_line_key
    left join own_prices
        on own_prices.question_key = {{ rate_card_question(
            'lines.product_key', 'lines.currency', 'lines.charge_type', 'lines.account_key', 'lines.tier_quantity',
            'lines.service_start_on'
        ) }}
),

matched as (
    select
        price_changes.price_change_key,
        price_changes.price_id,
        price_changes.old_unit_price,
        price_changes.new_unit_price,
        price_changes.changed_by,
        price_changes.effective_on,
        price_changes.is_superseded,
        active.invoice_line_key,
        active.invoice_line_id,
        active.contract_line_id,
        active.account_key,
        active.product_key,
        active.currency,
        active.billed_amount,
        {{ round_money(extended_price('price_changes.new_unit_price', 'active.unit_months'), 'active.minor_units') }}
            as new_price_amount
    from price_changes
    left join known_prices on price_changes.price_id = known_prices.price_id
    inner join active
        on
        active.currency = coalesce(price_changes.currency, active.currency)
        and (
            price_changes.price_id = active.price_id
            or (
                known_prices.price_id is null
                and price_changes.product_key = active.product_key
                and (
                    active.own_unit_price is null
                    or active.own_unit_price = price_changes.old_unit_price
                    or active.own_unit_price = price_changes.new_unit_price
                )
            )
        )
),

measured as (
    select
        matched.*,
        cast(new_price_amount - billed_amount as decimal(18, 4)) as drift_amount,
        {{ ratio('(new_price_amount - billed_amount) * 100', 'new_price_amount') }} as drift_pct
    from matched
)

select
    {{ surrogate_key(['price_change_key', 'invoice_line_key']) }} as price_change_check_key,
    measured.*,
    not is_superseded and coalesce(abs(drift_pct) > {{ var('drift_event_pct') }}, false) as is_event
from measured
