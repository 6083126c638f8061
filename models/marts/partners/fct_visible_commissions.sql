-- What the partner earns. The deal behind a commission is named only to those who see that deal: an override on a sub-partner's deal
-- shows its money and not the deal, unless the policy says so; so does a payment that names somebody else's contract by mistake.
with partners as (
    select * from {{ ref('int_visibility__partners') }}
),

commissions as (
    select * from {{ ref('fct_commission_audit') }}
    where payee_type = 'partner'
),

subjects as (
    select * from {{ ref('int_visibility__subjects') }}
),

final as (
    select
        partners.visible_to_partner_key,
        partners.visible_to_partner_id,
        partners.partner_key,
        partners.partner_id,
        partners.is_own,
        commissions.commission_key,
        commissions.commission_payment_id,
        commissions.role,
        commissions.subject_type,
        subjects.subject_id,
        commissions.currency,
        case when subjects.subject_id is not null then commissions.basis end as basis,
        case when subjects.subject_id is not null then commissions.basis_amount end as basis_amount,
        case when subjects.subject_id is not null then commissions.rate end as rate,
        commissions.due_amount,
        commissions.paid_amount,
        commissions.paid_on
    from partners
    inner join commissions on partners.partner_key = commissions.partner_key
    left join subjects
        on
        partners.visible_to_partner_key = subjects.visible_to_partner_key
        and commissions.subject_type = subjects.subject_type
        and commissions.subject_id = subjects.subject_id
)

select * from final
