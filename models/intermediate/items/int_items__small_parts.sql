-- Bridge parts too small to act on alone: price, rounding and quantity differences of an invoiced period of which no more than the
-- layer's tolerance is left unapproved, together, on their own contract line and billing period (with what of them was not paid
-- either). They count towards small persistent drift instead.
with parts as (
    select * from {{ ref('int_bridge__parts') }}
    where cause in ('pricing_drift', 'rounding', 'unbilled_work', 'overbilled', 'scope_creep')
),

invoiced as (
    select group_key from {{ ref('int_bridge__billing_causes') }}
    where situation = 'invoiced'
),

approved as (
    select * from {{ ref('int_bridge__approved_parts') }}
),

layers as (
    select cast(tolerance_pct * 0.01 as decimal(18, 8)) as tolerance from {{ ref('reconciliation_layers') }}
    where layer = 'booked_vs_billed'
),

differences as (
    select
        parts.group_key,
        abs(sum(parts.gap_amount - coalesce(approved.approved_amount, 0))) as difference_amount,
        max(abs(parts.expected_amount)) as expected_amount
    from parts
    inner join invoiced on parts.group_key = invoiced.group_key
    left join approved on parts.part_key = approved.part_key
    where parts.step_order = 1
    group by parts.group_key
)

select parts.part_key
from parts
inner join differences on parts.group_key = differences.group_key
cross join layers
where parts.cause = 'rounding' or differences.difference_amount <= {{ multiply('differences.expected_amount', 'layers.tolerance') }}
