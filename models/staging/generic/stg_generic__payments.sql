with source as (
    {{ raw_rows('generic', 'payment') }}
),

renamed as (
    select
        payment_id,
        account_id,
        invoice_id,
        currency,
        status as payment_status,
        method as payment_method,
        failure_reason,
        reference,
        payer_name,
        amount,
        paid_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
