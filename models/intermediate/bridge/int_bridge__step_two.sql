-- Step 2 of the bridge, billed to collected: one row per piece of an invoice line and cause, in the order of precedence, each at most
-- what is left of what the piece lacks. A line that reduces an invoice (a discount, unused time) reduces what is missing on it, under the
-- same cause. Unapplied cash is negative on its own group; where invoices or payments cannot be relied on, the invoice that it pays may
-- only be missing.
with pieces as (
    select * from {{ ref('int_cash__pieces') }}
),

over_billing as (
    select
        piece_key,
        sum(gap_amount) as gap_amount
    from {{ ref('int_bridge__unpaid_over_billing') }}
    group by piece_key
),

invoices as (
    select * from {{ ref('int_cash__invoices') }}
),

layer as (
    select is_assessable from {{ ref('int_completeness__layers') }}
    where layer = 'billed_vs_collected'
),

evidence as (
    select has_bank or has_ledger as has_cash_evidence from {{ ref('int_completeness__evidence') }}
),

lacking as (
    select
        pieces.piece_key,
        pieces.group_key,
        pieces.invoice_key,
        pieces.invoice_line_id,
        pieces.billed_amount - pieces.credit_amount - pieces.collected_amount as lacking_amount,
        coalesce(over_billing.gap_amount, 0) as over_amount,
        pieces.disputed_amount,
        pieces.refunded_amount,
        layer.is_assessable,
        pieces.billed_amount < pieces.credit_amount and invoices.payable_amount > 0 as is_reduction,
        case
            when invoices.is_uncollectible then 'write_off'
            when {{ add_days('invoices.due_on', var('payment_grace_days')) }} >= {{ as_of_date() }} then 'timing'
            when invoices.is_marked_paid and evidence.has_cash_evidence then 'unverified_payment'
            when invoices.is_marked_paid then 'not_assessable'
            when invoices.failed_count > 0 then 'payment_failure'
            else 'overdue_unpaid'
        end as state_cause
    from pieces
    inner join invoices on pieces.invoice_key = invoices.invoice_key
    cross join layer
    cross join evidence
    left join over_billing on pieces.piece_key = over_billing.piece_key
),

disputed as (
    select
        lacking.*,
        lacking_amount - over_amount as left_amount,
        case
            when is_reduction then least(greatest(lacking_amount - over_amount, disputed_amount), 0)
            else greatest(least(lacking_amount - over_amount, disputed_amount), 0)
        end as dispute_amount
    from lacking
),

refunded as (
    select
        disputed.*,
        case
            when is_reduction then least(greatest(left_amount - dispute_amount, refunded_amount), 0)
            else greatest(least(left_amount - dispute_amount, refunded_amount), 0)
        end as refund_amount
    from disputed
),

piece_causes as (
    select
        piece_key,
        group_key,
        invoice_key,
        invoice_line_id,
        1 as cause_order,
        'not_assessable' as cause,
        lacking_amount as gap_amount
    from refunded
    where not is_assessable

    union all

    select
        piece_key,
        group_key,
        invoice_key,
        invoice_line_id,
        3,
        'dispute',
        dispute_amount
    from refunded
    where is_assessable

    union all

    select
        piece_key,
        group_key,
        invoice_key,
        invoice_line_id,
        4,
        'refund',
        refund_amount
    from refunded
    where is_assessable

    union all

    -- more cash than the piece asks for is timing: it stands ahead of what is to come
    select
        piece_key,
        group_key,
        invoice_key,
        invoice_line_id,
        5,
        case when left_amount < 0 and not coalesce(is_reduction, false) then 'timing' else state_cause end,
        left_amount - dispute_amount - refund_amount
    from refunded
    where is_assessable
),

final as (
    select
        piece_key,
        group_key,
        invoice_key,
        invoice_line_id,
        cause_order,
        cause,
        cast(gap_amount as decimal(18, 4)) as gap_amount
    from piece_causes
    where gap_amount <> 0

    union all

    select
        piece_key,
        group_key,
        invoice_key,
        invoice_line_id,
        2,
        cause,
        gap_amount
    from {{ ref('int_bridge__unpaid_over_billing') }}

    union all

    select
        unapplied.group_key,
        unapplied.group_key,
        cast(null as {{ dbt.type_string() }}),
        unapplied.payment_id,
        9,
        case when layer.is_assessable then 'unapplied_cash' else 'not_assessable' end,
        cast(-unapplied.unapplied_amount as decimal(18, 4))
    from {{ ref('int_bridge__unapplied_groups') }} as unapplied
    cross join layer
)

select * from final
