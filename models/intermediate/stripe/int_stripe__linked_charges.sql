-- Two shapes of the API: the charge names its invoice, or invoice_payment links an invoice with a charge or a
-- payment intent. An intent carries its failed charges too: they are attempts on that invoice. Where both
-- shapes are there, the newer one wins, because it knows how much of a charge went to which invoice. paid_minor
-- is in the currency of the invoice.
with charges as (
    select
        *,
        status = 'succeeded' and coalesce(is_captured, true) as is_collected
    from {{ ref('stg_stripe__charges') }}
),

invoice_payments as (
    select * from {{ ref('stg_stripe__invoice_payments') }}
    where status <> 'canceled'
),

named_charges as (
    select
        source_relation,
        invoice_payment_id,
        charge_id
    from invoice_payments
    where charge_id is not null
    union all
    select
        invoice_payments.source_relation,
        invoice_payments.invoice_payment_id,
        charges.charge_id
    from invoice_payments
    inner join charges
        on invoice_payments.source_relation = charges.source_relation
        and invoice_payments.payment_intent_id = charges.payment_intent_id
    where invoice_payments.charge_id is null
),

applied as (
    select
        charges.source_relation,
        charges.charge_id,
        invoice_payments.invoice_id,
        sum(
            case
                when invoice_payments.status = 'paid' and charges.is_collected then invoice_payments.amount_paid_minor
            end
        ) as paid_minor,
        min(invoice_payments.currency) as invoice_currency
    from invoice_payments
    inner join named_charges
        on invoice_payments.source_relation = named_charges.source_relation
        and invoice_payments.invoice_payment_id = named_charges.invoice_payment_id
    inner join charges
        on named_charges.source_relation = charges.source_relation
        and named_charges.charge_id = charges.charge_id
    group by charges.source_relation, charges.charge_id, invoice_payments.invoice_id
),

final as (
    select
        source_relation,
        charge_id,
        invoice_id,
        paid_minor,
        invoice_currency
    from applied
    union all
    select
        charges.source_relation,
        charges.charge_id,
        charges.invoice_id,
        cast(null as bigint) as paid_minor,
        cast(null as {{ dbt.type_string() }}) as invoice_currency
    from charges
    left join applied
        on charges.source_relation = applied.source_relation
        and charges.charge_id = applied.charge_id
    where
        charges.invoice_id is not null
        and applied.charge_id is null
)

select * from final
