-- What changed revenue between any two periods, by account and product? Name them in var compared_periods, four first days of months: first
-- and last month of the old period, first and last month of the new one; without it the last twelve months stand against the twelve before.
-- Read price first (somebody decided it), then volume and mix within the account, then what started and stopped; the product's own volume
-- and mix answer the same from its side. The effects have no order: exchange the periods and every sign turns.
{%- set given = var('compared_periods') %}
{%- set this_month = month_start(as_of_date()) %}
{%- set bounds = [
    "cast('" ~ given[0] ~ "' as date)", "cast('" ~ given[1] ~ "' as date)", "cast('" ~ given[2] ~ "' as date)", "cast('" ~ given[3] ~ "' as date)"
] if given else [add_months(this_month, -23), add_months(this_month, -12), add_months(this_month, -11), this_month] %}

with months as (
    select
        months.*,
        case when service_month between {{ bounds[0] }} and {{ bounds[1] }} then 1 else 0 end as old_side,
        case when service_month between {{ bounds[2] }} and {{ bounds[3] }} then 1 else 0 end as new_side
    from {{ ref('int_volume__months') }} as months
),

pairs as (
    select
        'given' as pair,
        account_key,
        product_key,
        charge_type,
        currency,
        {{ sides_of_periods() }}
    from months
    where old_side + new_side > 0
    group by account_key, product_key, charge_type, currency
),

effects as (
    {{ price_volume_mix('pairs', ['pair']) }}
)

select
    accounts.account_name,
    products.product_name,
    effects.charge_type,
    effects.currency,
    effects.old_units,
    effects.new_units,
    effects.old_amount,
    effects.new_amount,
    effects.change_amount,
    effects.price_amount,
    effects.account_volume_amount,
    effects.account_mix_amount,
    effects.product_volume_amount,
    effects.product_mix_amount,
    effects.started_amount,
    effects.stopped_amount,
    effects.change_amount_rc,
    effects.exchange_amount_rc
from effects
left join {{ ref('dim_accounts') }} as accounts on effects.account_key = accounts.account_key
left join {{ ref('dim_products') }} as products on effects.product_key = products.product_key
order by abs(effects.change_amount_rc) desc, accounts.account_name asc, products.product_name asc
