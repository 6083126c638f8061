with source as (
    {{ raw_rows('xero', 'payment') }}
),

renamed as (
    select
        payment_id,
        invoice_id,
        status as payment_status,
        payment_type,
        reference,
        amount,
        date as paid_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
