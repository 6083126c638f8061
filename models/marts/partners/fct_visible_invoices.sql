-- An invoice may be addressed to somebody else than the partner's customer, such as a parent company: its name is then not shown.
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

customers as (
    select distinct
        partner_key,
        account_key
    from {{ ref('int_states__revenue_lines') }}
    where partner_key is not null
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
    left join customers
        on
        shares.partner_key = customers.partner_key
        and account_keys.account_key = customers.account_key
    left join {{ ref('dim_accounts') }} as accounts on customers.account_key = accounts.account_key
)

select * from final
