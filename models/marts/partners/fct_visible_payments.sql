-- The payer is not named: a payment may come from anybody.
with partners as (
    select * from {{ ref('int_visibility__partners') }}
),

shares as (
    select * from {{ ref('int_visibility__payments') }}
),

final as (
    select
        partners.visible_to_partner_key,
        partners.visible_to_partner_id,
        partners.partner_key,
        partners.partner_id,
        partners.is_own,
        {{ surrogate_key(['shares.payment_key', 'shares.invoice_key', 'shares.partner_key', 'shares.currency']) }} as payment_share_key,
        invoices.invoice_id,
        invoices.invoice_number,
        shares.currency,
        shares.paid_amount,
        shares.paid_on
    from partners
    inner join shares on partners.partner_key = shares.partner_key
    inner join {{ ref('int_canonical__invoices') }} as invoices on shares.invoice_key = invoices.invoice_key
)

select * from final
