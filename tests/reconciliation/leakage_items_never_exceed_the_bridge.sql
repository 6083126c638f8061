-- A leak is worked on once: the positive items of a bridge cause are at most that cause's leakage in the bridge, per currency.
with items as (
    select
cause,
currency,
sum(leakage_amount) as leakage_amount
    from {{ ref('fct_leakage_items') }}
    where is_leakage and layer in ('booked_vs_billed', 'billed_vs_collected')
    group by cause, currency
),

bridge as (
    select
cause,
currency,
sum(gap_amount) as gap_amount
    from {{ ref('fct_gap_bridge') }}
    where is_leakage
    group by cause, currency
)

select
items.cause,
items.currency,
items.leakage_amount,
bridge.gap_amount
from items
left join bridge on items.cause = bridge.cause and items.currency = bridge.currency
where items.leakage_amount > coalesce(bridge.gap_amount, 0)
