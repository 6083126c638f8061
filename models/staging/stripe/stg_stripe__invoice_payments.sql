with source as (
    {{ raw_rows('stripe', 'invoice_payment') }}
),

renamed as (
    select
        id as invoice_payment_id,
        invoice_id,
        payment_intent_id,
        charge_id,
        currency,
        status,
        amount_paid as amount_paid_minor,
        created as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
