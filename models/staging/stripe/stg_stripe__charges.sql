with source as (
    {{ raw_rows('stripe', 'charge') }}
),

renamed as (
    select
        id as charge_id,
        customer_id,
        invoice_id,
        payment_intent_id,
        balance_transaction_id,
        currency,
        status,
        failure_code,
        failure_message,
        amount as amount_minor,
        amount_refunded as amount_refunded_minor,
        paid as is_paid,
        captured as is_captured,
        created as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
