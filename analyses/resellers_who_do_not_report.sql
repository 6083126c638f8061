-- Which resellers have customers who activated more than the reseller reported, or reported more than we invoiced?
-- One row per reseller and finding: activations are counted by our product itself, so unreported_sale is the strongest of these
-- findings; unbilled_sell_through is our own omission. Late reports are no finding; look at the share of the months concerned.
select
    partners.partner_name,
    audit.finding,
    audit.currency,
    count(distinct audit.month) as month_count,
    min(audit.month) as first_month,
    max(audit.month) as last_month,
    sum(audit.reported_quantity) as reported_quantity,
    sum(audit.activated_quantity) as activated_quantity,
    sum(audit.invoiced_quantity) as invoiced_quantity,
    sum(audit.finding_amount) as finding_amount
from {{ ref('fct_sell_through_audit') }} as audit
left join {{ ref('dim_partners') }} as partners on audit.partner_key = partners.partner_key
where audit.finding in ('unreported_sale', 'unbilled_sell_through')
group by partners.partner_name, audit.finding, audit.currency
order by sum(audit.finding_amount) desc, partners.partner_name, audit.finding
