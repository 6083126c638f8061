-- What went back of each payment, summed.
select
    payment_key,
    sum(case when kind = 'refund' then amount else 0 end) as refunded_amount,
    sum(case when kind = 'dispute' then amount else 0 end) as disputed_amount,
    max(case when kind = 'refund' then reversed_on end) as refunded_on,
    max(case when kind = 'dispute' then reversed_on end) as disputed_on
from {{ ref('int_cash__reversals') }}
group by payment_key
