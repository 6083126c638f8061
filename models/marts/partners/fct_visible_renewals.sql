-- Every term of the partner's contract lines with what followed it, and the running ones with the day on which they end.
with partners as (
    select * from {{ ref('int_visibility__partners') }}
),

terms as (
    select * from {{ ref('int_schedule__terms') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

renewals as (
    select * from {{ ref('int_lifecycle__renewals') }}
),

final as (
    select
        partners.visible_to_partner_key,
        partners.visible_to_partner_id,
        partners.partner_key,
        partners.partner_id,
        partners.is_own,
        contract_lines.revenue_line_key,
        terms.term_no,
        contract_lines.contract_line_id,
        accounts.account_name,
        products.product_name,
        contract_lines.currency,
        contract_lines.is_auto_renew,
        case
            when terms.end_on > {{ as_of_date() }} then 'running'
            when renewals.outcome = 'advanced' then 'renewed'
            when renewals.outcome = 'dropped' then 'lapsed'
            when renewals.outcome = 'in_flight' then 'pending'
        end as renewal_status,
        renewals.term_amount,
        renewals.renewed_amount,
        terms.start_on,
        terms.end_on
    from partners
    inner join contract_lines on partners.partner_key = contract_lines.partner_key
    inner join terms on contract_lines.contract_line_key = terms.contract_line_key
    left join renewals
        on
        terms.contract_line_key = renewals.contract_line_key
        and terms.term_no = renewals.term_no
    left join {{ ref('dim_accounts') }} as accounts on contract_lines.account_key = accounts.account_key
    left join {{ ref('dim_products') }} as products on contract_lines.product_key = products.product_key
    -- a one-time line ends and renews nothing
    where not contract_lines.is_one_time
)

select * from final
