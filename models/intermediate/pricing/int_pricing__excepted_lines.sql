-- Drift of an invoice line that an approved exception covers, as the bridge applied it to the periods of the line. Lines
-- of one period share what is approved there, the earliest first, so that nothing is covered twice.
with line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
    where unsanctioned_drift_amount > 0
),

pieces as (
    select distinct
        invoice_line_key,
        group_key
    from {{ ref('int_billing__pieces') }}
),

approved as (
    select
        cells.group_key,
        sum(approved_cells.approved_amount) as approved_amount
    from {{ ref('int_bridge__cells') }} as cells
    inner join {{ ref('int_bridge__approved_cells') }} as approved_cells on cells.cell_key = approved_cells.cell_key
    where cells.cause = 'pricing_drift'
    group by cells.group_key
),

promoted as (
    select
        group_key,
        sum(promoted_amount) as promoted_amount
    from {{ ref('int_pricing__promoted_pieces') }}
    group by group_key
),

claims as (
    select
        line_splits.invoice_line_key,
        line_splits.unsanctioned_drift_amount,
        greatest(approved.approved_amount - coalesce(promoted.promoted_amount, 0), 0) as approved_amount,
        sum(line_splits.unsanctioned_drift_amount) over (
            partition by pieces.group_key
            order by line_splits.issued_on, line_splits.invoice_line_key rows between unbounded preceding and current row
        ) - line_splits.unsanctioned_drift_amount as claimed_before
    from line_splits
    inner join pieces on line_splits.invoice_line_key = pieces.invoice_line_key
    inner join approved on pieces.group_key = approved.group_key
    left join promoted on pieces.group_key = promoted.group_key
),

covered as (
    select
        invoice_line_key,
        unsanctioned_drift_amount,
        sum(greatest(approved_amount - claimed_before, 0)) as covered_amount
    from claims
    group by invoice_line_key, unsanctioned_drift_amount
)

select
    invoice_line_key,
    cast(least(unsanctioned_drift_amount, covered_amount) as decimal(18, 4)) as excepted_amount
from covered
where covered_amount > 0
