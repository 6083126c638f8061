-- The documents that journals post, with customer, currency and rate to the books. Suppliers are no accounts.
with invoices as (
    select * from {{ ref('stg_xero__invoices') }}
),

credit_notes as (
    select * from {{ ref('stg_xero__credit_notes') }}
),

bank_transactions as (
    select * from {{ ref('stg_xero__bank_transactions') }}
),

payments as (
    select * from {{ ref('stg_xero__payments') }}
),

sales_payments as (
    select
        payments.source_relation,
        payments.payment_id,
        invoices.contact_id,
        invoices.invoice_id,
        invoices.currency,
        invoices.currency_rate
    from payments
    inner join invoices
        on payments.source_relation = invoices.source_relation
        and payments.invoice_id = invoices.invoice_id
    where invoices.invoice_type = 'accrec'
),

documents as (
    select
        source_relation,
        invoice_id as document_id,
        case when invoice_type = 'accrec' then contact_id end as account_id,
        case when invoice_type = 'accrec' then invoice_id end as invoice_id,
        currency,
        currency_rate
    from invoices
    union all
    select
        source_relation,
        credit_note_id as document_id,
        case when credit_note_type = 'accreccredit' then contact_id end as account_id,
        cast(null as {{ dbt.type_string() }}) as invoice_id,
        currency,
        currency_rate
    from credit_notes
    union all
    select
        source_relation,
        bank_transaction_id as document_id,
        case when bank_transaction_type like 'receive%' then contact_id end as account_id,
        cast(null as {{ dbt.type_string() }}) as invoice_id,
        currency,
        currency_rate
    from bank_transactions
    union all
    select
        source_relation,
        payment_id as document_id,
        contact_id as account_id,
        invoice_id,
        currency,
        currency_rate
    from sales_payments
),

final as (
    select
        source_relation,
        document_id,
        account_id,
        invoice_id,
        currency,
        -- 1 / currency_rate in whole units of 1e-8, rounded half away from zero: no engine's division is used.
        cast(
            case
                when currency_rate > 0
                    then cast(
                        {{ round_div('10000000000000000', 'cast(currency_rate * 100000000 as bigint)') }} as bigint
                    ) * cast(0.00000001 as decimal(9, 8))
            end as decimal(18, 8)
        ) as book_rate
    from documents
)

select * from final
