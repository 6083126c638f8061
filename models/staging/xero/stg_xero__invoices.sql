with source as (
    {{ raw_rows('xero', 'invoice') }}
),

renamed as (
    select
        invoice_id,
        contact_id,
        type as invoice_type,
        status as invoice_status,
        invoice_number,
        reference,
        line_amount_types,
        currency_code as currency,
        currency_rate,
        sub_total as sub_total_amount,
        total_tax as tax_amount,
        total as total_amount,
        amount_due as due_amount,
        amount_paid as paid_amount,
        amount_credited as credited_amount,
        date as issued_on,
        due_date as due_on,
        fully_paid_on_date as fully_paid_on,
        updated_date_utc as updated_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
