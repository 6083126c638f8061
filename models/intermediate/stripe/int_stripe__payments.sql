-- An authorised charge that was not captured has moved no money yet.
with charges as (
    select * from {{ ref('stg_stripe__charges') }}
),

payment_links as (
    select
        source_relation,
        payment_id,
        min(invoice_id) as invoice_id
    from {{ ref('int_stripe__payment_links') }}
    group by source_relation, payment_id
),

invoices as (
    select * from {{ ref('stg_stripe__invoices') }}
),

balance_transactions as (
    select * from {{ ref('stg_stripe__balance_transactions') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        charges.source_relation,
        charges.charge_id as payment_id,
        coalesce(charges.customer_id, invoices.customer_id) as account_id,
        case
            when charges.status = 'succeeded' and not coalesce(charges.is_captured, true) then 'pending'
            else charges.status
        end as status,
        cast('processor' as {{ dbt.type_string() }}) as evidence,
        cast(null as {{ dbt.type_string() }}) as method,
        coalesce(charges.failure_code, charges.failure_message) as failure_reason,
        cast(null as {{ dbt.type_string() }}) as reference,
        cast(null as {{ dbt.type_string() }}) as payer_name,
        charges.currency,
        {{ from_minor('charges.amount_minor', 'currencies.stripe_minor_units') }} as amount,
        {{ from_minor('balance_transactions.amount_minor', 'currencies.stripe_minor_units') }} as settled_amount,
        {{ local_date('charges.created_at') }} as paid_on
    from charges
    left join currencies
        on charges.currency = currencies.currency
    left join payment_links
        on charges.source_relation = payment_links.source_relation
        and charges.charge_id = payment_links.payment_id
    left join invoices
        on payment_links.source_relation = invoices.source_relation
        and payment_links.invoice_id = invoices.invoice_id
    left join balance_transactions
        on charges.source_relation = balance_transactions.source_relation
        and charges.balance_transaction_id = balance_transactions.balance_transaction_id
        and charges.currency = balance_transactions.currency
)

select * from final
