with source as (
    {{ raw_rows('stripe', 'credit_note_line_item') }}
),

renamed as (
    select
        id as credit_note_line_item_id,
        credit_note_id,
        invoice_line_item_id,
        amount as amount_minor,
        source_relation,
        synced_at
    from source
)

select * from renamed
