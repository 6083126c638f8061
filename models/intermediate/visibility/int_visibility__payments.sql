-- What of a payment belongs to which partner: the collected part of its lines, over the payments of the invoice by their amounts, so
-- that the payments of an invoice sum to what the invoice shows as collected.
with invoices as (
    select * from {{ ref('int_visibility__invoices') }}
),

applications as (
    select * from {{ ref('int_cash__applications') }}
),

weighed as (
    select
        applications.payment_key,
        applications.paid_on,
        invoices.invoice_key,
        invoices.partner_key,
        invoices.currency,
        invoices.minor_units,
        invoices.collected_amount,
        {{ to_minor('applications.applied_amount', 4) }} as weight,
        sum({{ to_minor('applications.applied_amount', 4) }}) over (
            partition by invoices.invoice_key, invoices.partner_key, invoices.currency
            order by applications.paid_on, applications.payment_key
            rows unbounded preceding
        ) as weight_so_far,
        sum({{ to_minor('applications.applied_amount', 4) }}) over (
            partition by invoices.invoice_key, invoices.partner_key, invoices.currency
        ) as total_weight
    from invoices
    inner join applications on invoices.invoice_key = applications.invoice_key
    where applications.applied_amount > 0
),

final as (
    select
        payment_key,
        invoice_key,
        partner_key,
        currency,
        paid_on,
        {{ split_amount('collected_amount', 'weight', 'weight_so_far', 'total_weight', 'minor_units') }} as paid_amount
    from weighed
)

select * from final
