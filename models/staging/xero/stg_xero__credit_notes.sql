with source as (
    {{ raw_rows('xero', 'credit_note') }}
),

renamed as (
    select
        credit_note_id,
        contact_id,
        type as credit_note_type,
        status as credit_note_status,
        currency_code as currency,
        reference,
        currency_rate,
        sub_total as sub_total_amount,
        total_tax as tax_amount,
        total as total_amount,
        date as issued_on,
        updated_date_utc as updated_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
