with source as (
    {{ raw_rows('generic', 'credit_note') }}
),

renamed as (
    select
        credit_note_id,
        invoice_id,
        account_id,
        invoice_line_id,
        currency,
        reason,
        net_amount,
        issued_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
