-- What the partner's customers are bound to, were billed and paid: no rate card, no discount, no cost, no leak.
with partners as (
    select * from {{ ref('int_visibility__partners') }}
),

states as (
    select * from {{ ref('fct_revenue_states') }}
),

final as (
    select
        partners.visible_to_partner_key,
        partners.visible_to_partner_id,
        partners.partner_key,
        partners.partner_id,
        partners.is_own,
        states.revenue_line_key,
        states.service_month,
        states.contract_line_id,
        states.invoice_id,
        accounts.account_name,
        products.product_name,
        states.currency,
        states.is_renewal_term,
        states.contracted_amount,
        states.due_amount,
        states.billed_amount,
        states.recognized_amount,
        states.collected_amount
    from partners
    inner join states on partners.partner_key = states.partner_key
    left join {{ ref('dim_accounts') }} as accounts on states.account_key = accounts.account_key
    left join {{ ref('dim_products') }} as products on states.product_key = products.product_key
)

select * from final
