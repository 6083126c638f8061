-- Which payouts of the processor did the bank never show, or show with less?
-- A row is money that left the processor and is not, or not fully, on the account; payouts still on their way are not here. Ask the
-- processor with the payout id; an old one with a full variance went to another account, a small one lost a fee on the way.
with payouts as (
    select * from {{ ref('fct_reconciliation') }}
    where
        layer = 'processor_vs_bank'
        and left_amount > 0
        and status in ('orphan_left', 'breach')
)

select
    payouts.subject_id as payout_id,
    payouts.service_month as arrival_month,
    payouts.currency,
    payouts.left_amount as paid_out_amount,
    payouts.right_amount as arrived_amount,
    payouts.variance_amount as missing_amount,
    items.days_outstanding,
    items.severity,
    items.owner,
    items.due_on,
    payouts.is_approved,
    payouts.is_waived
from payouts
left join {{ ref('fct_leakage_items') }} as items
    on payouts.subject_id = items.subject_id
    and items.cause in ('payout_missing', 'payout_short')
order by payouts.variance_amount_rc desc, payouts.subject_id
