with source as (
    {{ raw_rows('metering', 'usage') }}
),

renamed as (
    select
        usage_id,
        contract_line_id,
        account_id,
        product_code,
        quantity,
        usage_date as used_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
