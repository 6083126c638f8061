with journal_lines as (
    select * from {{ ref('stg_xero__journal_lines') }}
),

journals as (
    select * from {{ ref('stg_xero__journals') }}
),

accounts as (
    select * from {{ ref('stg_xero__accounts') }}
),

documents as (
    select * from {{ ref('int_xero__documents') }}
),

book_currencies as (
    select * from {{ ref('int_xero__book_currencies') }}
),

joined as (
    select
        journal_lines.source_relation,
        journal_lines.journal_line_id,
        journal_lines.journal_id,
        journals.source_type,
        coalesce(journal_lines.account_code, accounts.account_code) as account_code,
        coalesce(accounts.account_type, journal_lines.account_type) as xero_account_type,
        coalesce(
            accounts.system_account,
            case
                when
                    lower(coalesce(accounts.account_name, journal_lines.account_name))
                    in ('accounts receivable', 'trade debtors')
                    then 'debtors'
            end
        ) as system_account,
        documents.account_id,
        documents.invoice_id,
        coalesce(journal_lines.description, journals.reference) as memo,
        documents.currency as document_currency,
        documents.book_rate as document_rate,
        book_currencies.book_currency,
        cast(-journal_lines.net_amount as decimal(18, 4)) as book_amount,
        journals.journal_on
    from journal_lines
    left join journals
        on journal_lines.source_relation = journals.source_relation
        and journal_lines.journal_id = journals.journal_id
    left join accounts
        on journal_lines.source_relation = accounts.source_relation
        and journal_lines.account_id = accounts.account_id
    left join documents
        on journals.source_relation = documents.source_relation
        and journals.source_id = documents.document_id
    left join book_currencies
        on journal_lines.source_relation = book_currencies.source_relation
),

-- Journals are kept in the currency of the books; what has no document with a rate is taken in that currency.
final as (
    select
        cast('xero' as {{ dbt.type_string() }}) as system,
        source_relation,
        journal_line_id as ledger_line_id,
        journal_id as transaction_id,
        source_type as transaction_type,
        account_code,
        cast(
            case
                when xero_account_type in ('revenue', 'sales') then 'revenue'
                when xero_account_type = 'bank' then 'bank'
                when system_account = 'debtors' then 'receivable'
                when system_account = 'gst' then 'tax'
                else 'other'
            end as {{ dbt.type_string() }}
        ) as account_type,
        account_id,
        cast(null as {{ dbt.type_string() }}) as product_id,
        invoice_id,
        cast(null as {{ dbt.type_string() }}) as source_line_id,
        memo,
        case when document_rate is not null then document_currency else book_currency end as currency,
        book_currency,
        case
            when document_rate is null or document_rate = 1 or document_currency = book_currency then book_amount
        end as amount,
        book_amount,
        cast(coalesce(document_rate, 1) as decimal(18, 8)) as book_rate,
        journal_on as posted_on,
        {{ month_start('journal_on') }} as posting_month
    from joined
)

select * from final
