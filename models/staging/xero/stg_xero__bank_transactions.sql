with source as (
    {{ raw_rows('xero', 'bank_transaction') }}
),

renamed as (
    select
        bank_transaction_id,
        contact_id,
        type as bank_transaction_type,
        currency_code as currency,
        currency_rate,
        source_relation,
        synced_at
    from source
)

select * from renamed
