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

customers as (
    select * from {{ ref('stg_netsuite__customers') }}
),

joined as (
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
),

-- Entities are customers, vendors or employees with ids of one range: only customers are accounts.
final as (
    select
        cast('netsuite' as {{ dbt.type_string() }}) as system,
        joined.source_relation,
        joined.transaction_line_id as ledger_line_id,
        joined.transaction_id,
        joined.transaction_type,
        joined.account_code,
        cast(joined.account_type as {{ dbt.type_string() }}) as account_type,
        case
            when
                customers.customer_id is not null
                or joined.account_type in ('revenue', 'deferred_revenue', 'receivable')
                then joined.entity_id
        end as account_id,
        joined.item_id as product_id,
        joined.external_id as invoice_id,
        joined.source_line_id,
        joined.memo,
        case
            when joined.foreign_amount is null and joined.book_rate is null then joined.book_currency
            else coalesce(joined.transaction_currency, joined.book_currency)
        end as currency,
        joined.book_currency,
        -- Debit and credit decide the side of a foreign amount; its own sign only where the book amount is zero.
        cast(
            case
                when joined.foreign_amount is not null and joined.book_amount > 0 then abs(joined.foreign_amount)
                when joined.foreign_amount is not null and joined.book_amount < 0 then -abs(joined.foreign_amount)
                when joined.foreign_amount is not null then -joined.foreign_amount
                when joined.book_rate is null or joined.book_rate = 1 then joined.book_amount
                when joined.transaction_currency = joined.book_currency then joined.book_amount
            end as decimal(18, 4)
        ) as amount,
        joined.book_amount,
        joined.book_rate,
        joined.transaction_on as posted_on,
        {{ month_start('coalesce(joined.period_starts_on, joined.transaction_on)') }} as posting_month
    from joined
    left join customers
        on joined.source_relation = customers.source_relation
        and joined.entity_id = customers.customer_id
)

select * from final
