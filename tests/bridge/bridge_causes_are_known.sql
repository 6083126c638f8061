-- Dashboards and the ownership seed list the causes: a cause outside the list, or in the wrong step, would go unseen.
select
    step,
    cause
from {{ ref('fct_gap_bridge') }}
where
    not (step = 'contracted_to_billed' and cause in ('{{ billing_causes() | join("', '") }}'))
    and not (
        step = 'billed_to_collected'
        and cause in (
            'not_assessable', 'dispute', 'refund', 'write_off', 'timing', 'unverified_payment', 'payment_failure', 'overdue_unpaid',
            'unapplied_cash', '{{ over_billing_causes() | join("', '") }}'
        )
    )
