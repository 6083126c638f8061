-- Postings with their transaction, line, account, period and currencies.
with postings as (
    select * from {{ ref('int_netsuite__postings') }}
),

ledger_accounts as (
    select * from {{ ref('int_netsuite__ledger_accounts') }}
),

transactions as (
    select * from {{ ref('stg_netsuite__transactions') }}
),

transaction_lines as (
    select * from {{ ref('stg_netsuite__transaction_lines') }}
),

accounting_periods as (
    select * from {{ ref('stg_netsuite__accounting_periods') }}
),

currencies as (
    select * from {{ ref('stg_netsuite__currencies') }}
),

subsidiaries as (
    select * from {{ ref('stg_netsuite__subsidiaries') }}
),

book_currencies as (
    select * from {{ ref('int_netsuite__book_currencies') }}
),

final as (
    select
        postings.source_relation,
        postings.transaction_id,
        postings.transaction_line_id,
        transactions.transaction_type,
        ledger_accounts.account_code,
        coalesce(ledger_accounts.account_type, 'other') as account_type,
        coalesce(transaction_lines.entity_id, transactions.entity_id) as entity_id,
        transaction_lines.item_id,
        transactions.external_id,
        transaction_lines.source_line_id,
        coalesce(transaction_lines.memo, transactions.memo) as memo,
        currencies.currency as transaction_currency,
        coalesce(subsidiary_currencies.currency, book_currencies.base_currency) as book_currency,
        transaction_lines.foreign_amount,
        postings.book_amount,
        coalesce(transactions.exchange_rate, postings.exchange_rate) as book_rate,
        transactions.transaction_on,
        accounting_periods.starts_on as period_starts_on
    from postings
    left join transactions
        on postings.source_relation = transactions.source_relation
        and postings.transaction_id = transactions.transaction_id
    left join transaction_lines
        on postings.source_relation = transaction_lines.source_relation
        and postings.transaction_id = transaction_lines.transaction_id
        and postings.transaction_line_id = transaction_lines.transaction_line_id
    left join ledger_accounts
        on postings.source_relation = ledger_accounts.source_relation
        and postings.ledger_account_id = ledger_accounts.ledger_account_id
    left join accounting_periods
        on transactions.source_relation = accounting_periods.source_relation
        and transactions.accounting_period_id = accounting_periods.accounting_period_id
    left join currencies
        on transactions.source_relation = currencies.source_relation
        and transactions.currency_id = currencies.currency_id
    left join subsidiaries
        on transaction_lines.source_relation = subsidiaries.source_relation
        and transaction_lines.subsidiary_id = subsidiaries.subsidiary_id
    left join currencies as subsidiary_currencies
        on subsidiaries.source_relation = subsidiary_currencies.source_relation
        and subsidiaries.currency_id = subsidiary_currencies.currency_id
    left join book_currencies
        on postings.source_relation = book_currencies.source_relation
    where coalesce(transactions.is_posting, true)
)

select * from final
