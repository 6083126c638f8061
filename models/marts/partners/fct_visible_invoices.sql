with partners as (
    select * from {{ ref('int_visibility__partners') }}
),

shares as (
    select * from {{ ref('int_visibility__invoices') }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

final as (
    select
        partners.visible_to_partner_key,
        partners.visible_to_partner_id,
        partners.partner_key,
        partners.partner_id,
        partners.is_own,
        shares.invoice_key,
        invoices.invoice_id,
        invoices.invoice_number,
        accounts.account_name,
        invoices.status,
        shares.currency,
        shares.billed_amount,
        shares.credited_amount,
        shares.collected_amount,
        cast(shares.billed_amount - shares.credited_amount - shares.collected_amount as decimal(18, 4)) as open_amount,
        invoices.issued_on,
        invoices.due_on
    from partners
    inner join shares on partners.partner_key = shares.partner_key
    inner join invoices on shares.invoice_key = invoices.invoice_key
    left join account_keys
        on
        invoices.source_relation = account_keys.source_relation
        and invoices.account_id = account_keys.account_id
    left join {{ ref('dim_accounts') }} as accounts on account_keys.account_key = accounts.account_key
)

select * from final
