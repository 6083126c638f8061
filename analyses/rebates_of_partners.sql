-- What do rebates to partners cost, beside what they bring, and how much was given back without an approval?
-- One row per partner and currency, the largest share of what was billed first. unapproved_credit_amount is what credit notes of any
-- reason took from the partner's revenue and nobody approved: where rebates are given, it should be 0.
with unapproved as (
    select
        revenue_lines.partner_key,
        bridge_rows.currency,
        sum(bridge_rows.gap_amount) as unapproved_credit_amount
    from {{ ref('fct_gap_bridge') }} as bridge_rows
    inner join {{ ref('int_states__revenue_lines') }} as revenue_lines
        on bridge_rows.revenue_line_key = revenue_lines.revenue_line_key
    where bridge_rows.cause = 'credit_memo' and bridge_rows.is_leakage
    group by revenue_lines.partner_key, bridge_rows.currency
),

performance as (
    select
        partner_key,
        currency,
        sum(rebate_amount) as rebate_amount,
        sum(billed_amount) as billed_amount,
        sum(collected_amount) as collected_amount
    from {{ ref('fct_partner_performance') }}
    group by partner_key, currency
)

select
    partners.partner_name,
    partners.tier,
    performance.currency,
    performance.rebate_amount,
    performance.billed_amount,
    performance.collected_amount,
    {{ ratio('performance.rebate_amount', 'performance.billed_amount') }} as rebate_rate,
    coalesce(unapproved.unapproved_credit_amount, 0) as unapproved_credit_amount
from performance
inner join {{ ref('dim_partners') }} as partners on performance.partner_key = partners.partner_key
left join unapproved on performance.partner_key = unapproved.partner_key and performance.currency = unapproved.currency
where performance.rebate_amount <> 0
order by
    {{ ratio('performance.rebate_amount', 'performance.billed_amount') }} desc,
    partners.partner_name,
    performance.currency
