with source as (
    {{ raw_rows('netsuite', 'transaction_accounting_line') }}
),

renamed as (
    select
        transaction as transaction_id,
        transactionline as transaction_line_id,
        accountingbook as accounting_book_id,
        account as account_id,
        debit as debit_amount,
        credit as credit_amount,
        amount,
        exchangerate as exchange_rate,
        posting as is_posting,
        source_relation,
        synced_at
    from source
)

select * from renamed
