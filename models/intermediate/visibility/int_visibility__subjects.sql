-- Ids that a partner knows from its own business: contract lines, deals and invoices with its lines, by everybody who sees them.
-- A commission names what it was paid for only to those who know that id.
with partners as (
    select * from {{ ref('int_visibility__partners') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

deals as (
    select distinct
        partner_key,
        deal_id
    from contract_lines
),

invoices as (
    select
        visible.partner_key,
        invoices.invoice_id
    from {{ ref('int_visibility__invoices') }} as visible
    inner join {{ ref('int_canonical__invoices') }} as invoices on visible.invoice_key = invoices.invoice_key
),

named as (
    select
        partner_key,
        'contract_line' as subject_type,
        contract_line_id as subject_id
    from contract_lines

    union

    select
        partner_key,
        'deal' as subject_type,
        deal_id as subject_id
    from deals

    union

    select
        partner_key,
        'invoice' as subject_type,
        invoice_id as subject_id
    from invoices
),

final as (
    select distinct
        partners.visible_to_partner_key,
        named.subject_type,
        named.subject_id
    from partners
    inner join named on partners.partner_key = named.partner_key
    where named.subject_id is not null
)

select * from final
