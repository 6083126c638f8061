-- What is due for a unit is due once, however many payments share it: the due amounts of its rows add up to what was paid, at least what is
-- payable and at most what is due.
with dues as (
    select * from {{ ref('int_commissions__dues') }}
),

units as (
    select
        unit_key,
        payee_key,
        unit_currency,
        sum(case when amount > 0 and currency = unit_currency then amount else 0 end) as paid_amount
    from {{ ref('int_commissions__payment_units') }}
    group by unit_key, payee_key, unit_currency
),

settled as (
    select
        unit_key,
        sum(due_amount) as due_amount
    from {{ ref('int_commissions__settlements') }}
    group by unit_key
),

audited as (
    select sum(due_amount) as due_amount
    from {{ ref('fct_commission_audit') }}
),

settled_in_all as (
    select sum(due_amount) as due_amount
    from {{ ref('int_commissions__settlements') }}
),

expected as (
    select
        dues.unit_key,
        least(
            greatest(coalesce(units.paid_amount, 0), least(greatest(dues.payable_commission, 0), greatest(dues.basis_commission, 0))),
            greatest(dues.basis_commission, 0)
        ) as due_amount
    from dues
    left join units on dues.unit_key = units.unit_key
)

select
    expected.unit_key,
    expected.due_amount as expected_amount,
    settled.due_amount as settled_amount
from expected
left join settled on expected.unit_key = settled.unit_key
where expected.due_amount <> coalesce(settled.due_amount, 0)

union all

select
    'all rows of the mart',
    settled_in_all.due_amount,
    audited.due_amount
from settled_in_all
cross join audited
where coalesce(settled_in_all.due_amount, 0) <> coalesce(audited.due_amount, 0)
