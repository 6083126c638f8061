with source as (
    {{ raw_rows('generic', 'ledger_line') }}
),

renamed as (
    select
        ledger_line_id,
        transaction_id,
        account_id,
        product_code,
        invoice_id,
        contract_line_id,
        account_code,
        account_type,
        currency,
        debit as debit_amount,
        credit as credit_amount,
        posted_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
