-- A leak is worked on once: the positive items of a bridge cause are at most that cause's leakage in the bridge, per currency; all of
-- them together, with small persistent drift, at most all leakage and rounding. The bridge is read cell by cell: one row of the mart
-- may hold the short price of one billing period and the high price of the next where both share a month.
with items as (
    select
        cause,
        currency,
        leakage_amount
    from {{ ref('fct_leakage_items') }}
    where is_leakage and layer in ('booked_vs_billed', 'billed_vs_collected')
),

bridge as (
    select
        cells.cause,
        cells.currency,
        cells.gap_amount - coalesce(approved.approved_amount, 0) as gap_amount
    from {{ ref('int_bridge__cells') }} as cells
    left join {{ ref('int_bridge__approved_cells') }} as approved on cells.cell_key = approved.cell_key
    where cells.is_missing_money or (cells.cause = 'rounding' and cells.gap_amount > 0)
),

item_totals as (
    select
        cause,
        currency,
        sum(leakage_amount) as leakage_amount
    from items
    where cause <> 'persistent_drift'
    group by cause, currency

    union all

    select
        'all causes' as cause,
        currency,
        sum(leakage_amount) as leakage_amount
    from items
    group by currency
),

bridge_totals as (
    select
        cause,
        currency,
        sum(gap_amount) as gap_amount
    from bridge
    group by cause, currency

    union all

    select
        'all causes' as cause,
        currency,
        sum(gap_amount) as gap_amount
    from bridge
    group by currency
)

select
    item_totals.cause,
    item_totals.currency,
    item_totals.leakage_amount,
    bridge_totals.gap_amount
from item_totals
left join bridge_totals on item_totals.cause = bridge_totals.cause and item_totals.currency = bridge_totals.currency
where item_totals.leakage_amount > coalesce(bridge_totals.gap_amount, 0)
