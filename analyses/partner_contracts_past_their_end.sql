-- Which contracts in the channel ran out without anybody renewing or ending them?
-- customer_contract: sold by the partner, past its end, not cancelled, not renewed, not amended: ask the partner before the customer leaves
-- or uses on for nothing. partner_contract: the partner's own with us, by which it still sells and is paid. amount is what the ended
-- term was worth.
with customer_contracts as (
    select
        'customer_contract' as contract_type,
        partners.partner_name,
        overdue.contract_line_id,
        accounts.account_name,
        overdue.end_on as ended_on,
        overdue.days_overdue,
        overdue.currency,
        overdue.total_price as amount
    from {{ ref('int_partners__overdue_renewals') }} as overdue
    left join {{ ref('dim_partners') }} as partners on overdue.partner_key = partners.partner_key
    left join {{ ref('dim_accounts') }} as accounts on overdue.account_key = accounts.account_key
),

partner_contracts as (
    select
        'partner_contract' as contract_type,
        partner_name,
        cast(null as {{ dbt.type_string() }}) as contract_line_id,
        cast(null as {{ dbt.type_string() }}) as account_name,
        contract_end_on as ended_on,
        {{ days_between('contract_end_on', as_of_date()) }} as days_overdue,
        cast(null as {{ dbt.type_string() }}) as currency,
        cast(null as decimal(18, 4)) as amount
    from {{ ref('dim_partners') }}
    where is_contract_ended
)

select * from customer_contracts
union all
select * from partner_contracts
order by days_overdue desc, partner_name, contract_line_id
