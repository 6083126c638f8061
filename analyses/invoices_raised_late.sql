-- Which invoices were raised after the day on which they could have been, and what did the wait cost?
-- days_late runs from the expected invoice date to the issue date, within the billing grace is not late. waiting_cost is the amount
-- at the cost of capital for those days: small per invoice, so look at who is on the list every month. Nothing here is lost money.
with late as (
    select
        periods.*,
        {{ days_between('expected_invoice_on', 'first_issued_on') }} as days_late
    from {{ ref('int_bridge__groups') }} as periods
    where
        has_expectation
        and billed_amount > 0
        and first_issued_on > {{ add_days('expected_invoice_on', var('billing_grace_days')) }}
)

select
    accounts.account_name,
    accounts.owner,
    contract_lines.contract_line_id,
    late.charge_type,
    late.period_start_on,
    late.expected_invoice_on,
    late.first_issued_on,
    late.days_late,
    late.currency,
    late.billed_amount,
    {{ ratio(multiply('late.billed_amount', 'late.days_late * ' ~ var('cost_of_capital_pct')), '36500') }} as waiting_cost_amount
from late
left join {{ ref('int_contracts__lines') }} as contract_lines on late.contract_line_key = contract_lines.contract_line_key
left join {{ ref('dim_accounts') }} as accounts on late.account_key = accounts.account_key
order by late.days_late desc, contract_lines.contract_line_id, late.period_start_on
