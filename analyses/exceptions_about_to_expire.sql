-- Which approved exceptions run out within the next half year, and how much do they cover today?
-- On the day after valid_to the covered amount turns into leakage on somebody's list: decide before, with the approver and the reason
-- beside it. One for an account covers many contract lines, shown together; one for an invoice shows no amount, the bridge knows lines.
with exceptions as (
    select * from {{ ref('int_canonical__approved_exceptions') }}
    where
        is_valid
        and valid_to >= {{ as_of_date() }}
        and valid_to <= {{ add_months(as_of_date(), 6) }}
),

covered as (
    select
        bridge.contract_line_id,
        accounts.crm_account_id,
        bridge.currency,
        bridge.cause,
        sum(bridge.gap_amount) as covered_amount
    from {{ ref('fct_gap_bridge') }} as bridge
    left join {{ ref('dim_accounts') }} as accounts on bridge.account_key = accounts.account_key
    where bridge.is_approved
    group by bridge.contract_line_id, accounts.crm_account_id, bridge.currency, bridge.cause
)

select
    exceptions.exception_id,
    exceptions.scope,
    exceptions.reference_id,
    exceptions.cause,
    exceptions.approved_by,
    exceptions.reason,
    exceptions.valid_to,
    {{ days_between(as_of_date(), 'exceptions.valid_to') }} as days_left,
    covered.currency,
    sum(covered.covered_amount) as covered_amount
from exceptions
left join covered
    on (
        exceptions.scope = 'contract_line' and exceptions.reference_id = covered.contract_line_id
        or exceptions.scope = 'account' and exceptions.reference_id = covered.crm_account_id
    )
    and (exceptions.cause is null or exceptions.cause = covered.cause)
group by
    exceptions.exception_id, exceptions.scope, exceptions.reference_id, exceptions.cause, exceptions.approved_by,
    exceptions.reason, exceptions.valid_to, covered.currency
order by exceptions.valid_to, exceptions.exception_id, covered.currency
