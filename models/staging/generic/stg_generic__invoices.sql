with source as (
    {{ raw_rows('generic', 'invoice') }}
),

renamed as (
    select
        invoice_id,
        account_id,
        number as invoice_number,
        status as invoice_status,
        currency,
        tax_amount,
        total_amount,
        issued_on,
        due_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
