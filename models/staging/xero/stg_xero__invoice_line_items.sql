with source as (
    {{ raw_rows('xero', 'invoice_line_item') }}
),

renamed as (
    select
        invoice_id,
        line_item_id,
        item_code,
        account_code,
        description,
        quantity,
        unit_amount,
        discount_rate,
        discount_amount,
        line_amount,
        tax_amount,
        source_relation,
        synced_at
    from source
)

select * from renamed
