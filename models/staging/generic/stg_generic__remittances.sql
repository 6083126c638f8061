with source as (
    {{ raw_rows('generic', 'remittance') }}
),

renamed as (
    select
        remittance_id,
        payment_id,
        invoice_id,
        bank_reference,
        invoice_number,
        deduction_reason,
        amount,
        source_relation,
        synced_at
    from source
)

select * from renamed
