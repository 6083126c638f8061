-- Each payment with its part of what is due, first paid first served. Commissions claimed back are taken from what was paid too much,
-- once: a second claim for the same finds nothing to take. What is payable and not paid stands with the last payment, or alone
-- where there is none.
with payments as (
    select
        units.*,
        currency = unit_currency as is_unit_currency
    from {{ ref('int_commissions__payment_units') }} as units
),

dues as (
    select * from {{ ref('int_commissions__dues') }}
),

paid as (
    select
        unit_key,
        sum(case when amount > 0 then amount else 0 end) as paid_amount,
        -sum(case when amount < 0 then amount else 0 end) as reclaimed_amount
    from payments
    where is_unit_currency
    group by unit_key
),

targets as (
    select
        coalesce(dues.unit_key, paid.unit_key) as unit_key,
        coalesce(paid.paid_amount, 0) as paid_amount,
        greatest(coalesce(dues.basis_commission, 0), 0) as due_amount,
        least(greatest(coalesce(dues.payable_commission, 0), 0), greatest(coalesce(dues.basis_commission, 0), 0)) as payable_amount,
        least(
            coalesce(paid.reclaimed_amount, 0),
            greatest(coalesce(paid.paid_amount, 0) - greatest(coalesce(dues.basis_commission, 0), 0), 0)
        ) as rightly_reclaimed_amount
    from dues
    full outer join paid on dues.unit_key = paid.unit_key
),

ordered as (
    select
        payments.*,
        payments.amount > 0 as is_payment,
        sum(abs(payments.amount)) over (
            partition by payments.unit_key, payments.is_unit_currency, payments.amount > 0
            order by payments.paid_on, payments.commission_payment_id, payments.commission_payment_key
            rows between unbounded preceding and current row
        ) as running_amount,
        row_number() over (
            partition by payments.unit_key, payments.is_unit_currency, payments.amount > 0
            order by payments.paid_on desc, payments.commission_payment_id desc, payments.commission_payment_key desc
        ) = 1 as is_last,
        row_number() over (
            partition by payments.unit_key, payments.currency, payments.amount
            order by payments.paid_on, payments.commission_payment_id, payments.commission_payment_key
        ) > 1 as is_repeated
    from payments
),

settled as (
    select
        ordered.*,
        ordered.running_amount - abs(ordered.amount) as amount_before,
        targets.due_amount + targets.rightly_reclaimed_amount as allowed_amount,
        case
            when not ordered.is_unit_currency then 0
            when not ordered.is_payment
                then -least(
                    -ordered.amount,
                    greatest(targets.rightly_reclaimed_amount - (ordered.running_amount + ordered.amount), 0)
                )
            when ordered.is_last and ordered.running_amount < targets.payable_amount + targets.rightly_reclaimed_amount
                then
                    targets.payable_amount + targets.rightly_reclaimed_amount - (ordered.running_amount - ordered.amount)
            else least(
                ordered.amount,
                greatest(
                    targets.due_amount + targets.rightly_reclaimed_amount - (ordered.running_amount - ordered.amount), 0
                )
            )
        end as due_amount
    from ordered
    inner join targets on ordered.unit_key = targets.unit_key
)

select
    unit_key,
    commission_payment_key,
    commission_payment_id,
    source_relation,
    payee_key,
    payee_type,
    partner_key,
    rep_id,
    subject_type,
    subject_id,
    currency,
    minor_units,
    stated_rate,
    amount as paid_amount,
    cast(due_amount as decimal(18, 4)) as due_amount,
    running_amount,
    is_payment,
    is_unit_currency,
    is_repeated or (is_payment and allowed_amount > 0 and amount_before >= allowed_amount) as is_repeated,
    paid_on
from settled

union all

select
    dues.unit_key,
    cast(null as {{ dbt.type_string() }}),
    cast(null as {{ dbt.type_string() }}),
    dues.contract_system,
    dues.payee_key,
    dues.payee_type,
    dues.partner_key,
    dues.rep_id,
    'contract_line',
    dues.contract_line_id,
    dues.currency,
    dues.minor_units,
    cast(null as decimal(18, 8)),
    cast(0 as decimal(18, 4)),
    cast(targets.payable_amount as decimal(18, 4)),
    cast(0 as decimal(18, 4)),
    true,
    true,
    false,
    cast(null as date)
from dues
inner join targets on dues.unit_key = targets.unit_key
where targets.paid_amount = 0 and targets.payable_amount > 0
