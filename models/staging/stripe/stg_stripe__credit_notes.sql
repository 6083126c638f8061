with source as (
    {{ raw_rows('stripe', 'credit_note') }}
),

renamed as (
    select
        id as credit_note_id,
        invoice_id,
        refund_id,
        status,
        reason,
        currency,
        total as total_minor,
        subtotal as subtotal_minor,
        created as created_at,
        voided_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
