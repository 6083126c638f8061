-- Debit and credit are in the currency of the line: the books are taken to be kept in it.
with ledger_lines as (
    select * from {{ ref('stg_generic__ledger_lines') }}
),

signed as (
    select
        *,
        cast(coalesce(credit_amount, 0) - coalesce(debit_amount, 0) as decimal(18, 4)) as credit_positive_amount
    from ledger_lines
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        ledger_line_id,
        transaction_id,
        cast(null as {{ dbt.type_string() }}) as transaction_type,
        account_code,
        coalesce(account_type, 'other') as account_type,
        account_id,
        product_code as product_id,
        invoice_id,
        contract_line_id as source_line_id,
        cast(null as {{ dbt.type_string() }}) as memo,
        currency,
        currency as book_currency,
        credit_positive_amount as amount,
        credit_positive_amount as book_amount,
        cast(1 as decimal(18, 8)) as book_rate,
        posted_on,
        {{ month_start('posted_on') }} as posting_month
    from signed
)

select * from final
