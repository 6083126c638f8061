-- Which commissions were paid on revenue that was never billed or never collected, or were paid twice?
-- basis says what the plan pays on; basis_amount is what of it is there today. finding_amount is to be claimed back, or to be set off
-- against the next payment while the payee is still with us. Approved accelerators are not here.
select
    commissions.payee_type,
    coalesce(partners.partner_name, commissions.rep_id, commissions.partner_id) as payee,
    commissions.finding,
    commissions.basis,
    commissions.subject_type,
    commissions.subject_id,
    commissions.commission_payment_id,
    commissions.paid_on,
    commissions.currency,
    commissions.basis_amount,
    commissions.due_amount,
    commissions.paid_amount,
    commissions.finding_amount
from {{ ref('fct_commission_audit') }} as commissions
left join {{ ref('dim_partners') }} as partners on commissions.partner_key = partners.partner_key
where commissions.finding in ('paid_on_unbilled', 'paid_on_uncollected', 'duplicate_payment')
order by commissions.finding_amount desc, commissions.commission_payment_id
