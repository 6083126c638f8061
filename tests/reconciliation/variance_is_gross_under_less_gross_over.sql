-- Sums never net: the two gross sides stand beside the variance and must explain it, in both currencies.
select
    layer,
    subject_key,
    service_month,
    currency,
    variance_amount,
    gross_under_amount,
    gross_over_amount
from {{ ref('fct_reconciliation') }}
where
    status <> 'not_assessable'
    and (
        variance_amount <> left_amount - timing_amount - right_amount
        or variance_amount <> gross_under_amount - gross_over_amount
        or variance_amount_rc <> gross_under_amount_rc - gross_over_amount_rc
        or gross_under_amount < 0
        or gross_over_amount < 0
    )
