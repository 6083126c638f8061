-- How much of each variance an approved exception of scope commission covers: one that names the payment or what it was paid for, for
-- this finding or for any. Amounts are totals, oldest payment first; percents are of the variance; never more than the variance.
with findings as (
    select * from {{ ref('int_commissions__findings') }}
    where finding not in ('ok', 'not_assessable')
),

exceptions as (
    select * from {{ ref('int_canonical__approved_exceptions') }}
    where is_valid and scope = 'commission'
),

matched as (
    select
        findings.settlement_key,
        findings.minor_units,
        abs(findings.variance_amount) as open_amount,
        exceptions.exception_key,
        exceptions.amount,
        exceptions.percent,
        sum(abs(findings.variance_amount)) over (
            partition by exceptions.exception_key
            order by findings.paid_on, findings.settlement_key
            rows between unbounded preceding and current row
        ) as open_through
    from findings
    inner join exceptions
        on
        (exceptions.reference_id = findings.commission_payment_id or exceptions.reference_id = findings.subject_id)
        and (exceptions.cause is null or exceptions.cause = findings.finding)
),

covered as (
    select
        settlement_key,
        open_amount,
        case
            when amount is not null then greatest(least(open_amount, amount - (open_through - open_amount)), 0)
            when percent is not null then {{ scale_amount('open_amount', 'percent', '100', 'minor_units') }}
            else open_amount
        end as covered_amount
    from matched
)

select
    settlement_key,
    cast(least(sum(covered_amount), min(open_amount)) as decimal(18, 4)) as approved_amount
from covered
group by settlement_key
