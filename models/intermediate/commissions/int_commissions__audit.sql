-- Every commission paid, claimed back or missing, with its finding once approved exceptions are taken off.
with findings as (
    select * from {{ ref('int_commissions__findings') }}
),

approvals as (
    select * from {{ ref('int_commissions__approvals') }}
),

partners as (
    select * from {{ ref('int_partners__profiles') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

judged as (
    select
        findings.*,
        partners.partner_id,
        coalesce(approvals.approved_amount, 0) as approved_amount,
        case
            when approvals.approved_amount = abs(findings.variance_amount) then 'approved_exception'
            else findings.finding
        end as final_finding,
        coalesce(findings.paid_on, findings.payable_on) as opened_on,
        rates.rate as reporting_rate,
        reporting.minor_units as reporting_minor_units
    from findings
    cross join reporting
    left join approvals on findings.settlement_key = approvals.settlement_key
    left join partners on findings.partner_key = partners.partner_key
    left join rates
        on
        findings.currency = rates.currency
        and coalesce(findings.paid_on, findings.payable_on) between rates.valid_from and rates.valid_to
)

select
    settlement_key as commission_key,
    commission_payment_id,
    payee_key,
    payee_type,
    partner_key,
    partner_id,
    rep_id,
    source_relation as payment_system,
    subject_type,
    subject_id,
    plan_id,
    role,
    currency,
    basis,
    final_finding as finding,
    cast(basis_amount as decimal(18, 4)) as basis_amount,
    cast(coalesce(rate, 0) as decimal(18, 8)) as rate,
    stated_rate,
    minor_units,
    reporting_rate,
    cast(due_amount as decimal(18, 4)) as due_amount,
    cast(paid_amount as decimal(18, 4)) as paid_amount,
    cast(variance_amount as decimal(18, 4)) as variance_amount,
    cast(approved_amount as decimal(18, 4)) as approved_amount,
    -- what is to be claimed back (positive) or still to be paid (negative), exceptions taken off
    cast(
        case
            when final_finding in ('ok', 'not_assessable', 'approved_exception') then 0
            when variance_amount < 0 then variance_amount + approved_amount
            else variance_amount - approved_amount
        end as decimal(18, 4)
    ) as finding_amount,
    {%- for amount in ['due_amount', 'paid_amount', 'variance_amount'] %}
        {{ round_money(multiply(amount, 'reporting_rate'), 'reporting_minor_units') }} as {{ amount }}_rc,
    {%- endfor %}
    paid_on,
    opened_on
from judged
