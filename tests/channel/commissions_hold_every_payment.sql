-- Nothing that was paid is lost on the way to its plan or its contract line, and nothing is audited twice: every payment stands in the
-- audit once, with its amount, currency and payee.
with payments as (
    select * from {{ ref('int_canonical__commission_payments') }}
),

audited as (
    select * from {{ ref('fct_commission_audit') }}
    where commission_payment_id is not null
),

paid as (
    select
        source_relation as payment_system,
        commission_payment_id,
        currency,
        sum(amount) as amount,
        count(*) as row_count
    from payments
    group by source_relation, commission_payment_id, currency
),

found as (
    select
        payment_system,
        commission_payment_id,
        currency,
        sum(paid_amount) as amount,
        count(*) as row_count
    from audited
    group by payment_system, commission_payment_id, currency
)

select
    coalesce(paid.commission_payment_id, found.commission_payment_id) as commission_payment_id,
    paid.amount as paid_amount,
    found.amount as audited_amount
from paid
full outer join found
    on
    paid.payment_system = found.payment_system
    and paid.commission_payment_id = found.commission_payment_id
    and paid.currency = found.currency
where
    paid.commission_payment_id is null
    or found.commission_payment_id is null
    or paid.amount <> found.amount
    or paid.row_count <> found.row_count
