with source as (
    {{ raw_rows('generic', 'invoice_line') }}
),

renamed as (
    select
        invoice_line_id,
        invoice_id,
        contract_line_id,
        product_code,
        charge_type,
        description,
        quantity,
        net_amount,
        discount_amount,
        period_start as period_start_on,
        period_end as period_end_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
