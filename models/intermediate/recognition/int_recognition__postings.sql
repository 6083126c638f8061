-- Postings to revenue accounts, summed per month over what they say about themselves (source line, invoice, product, customer): edits
-- and reversals of one document net out before anything is compared. Amounts in the currency of the transaction.
with ledger_lines as (
    select * from {{ ref('int_canonical__ledger_lines') }}
    where account_type = 'revenue'
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

product_keys as (
    select * from {{ ref('int_entities__product_keys') }}
),

invoice_references as (
    select * from {{ ref('int_billing__invoice_references') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

keyed as (
    select
        ledger_lines.*,
        account_keys.account_key,
        product_keys.product_key,
        coalesce(own_invoices.invoice_key, invoices_elsewhere.invoice_key) as invoice_key,
        case
            when ledger_lines.source_line_id is null and coalesce(own_invoices.invoice_key, invoices_elsewhere.invoice_key) is null
                then ledger_lines.transaction_id
        end as lone_transaction_id
    from ledger_lines
    left join account_keys
        on
        ledger_lines.source_relation = account_keys.source_relation
        and ledger_lines.account_id = account_keys.account_id
    left join product_keys
        on
        ledger_lines.source_relation = product_keys.source_relation
        and ledger_lines.product_id = product_keys.product_id
    left join invoice_references as own_invoices
        on
        ledger_lines.source_relation = own_invoices.source_relation
        and ledger_lines.invoice_id = own_invoices.reference
    left join invoice_references as invoices_elsewhere
        on
        ledger_lines.invoice_id = invoices_elsewhere.reference
        and invoices_elsewhere.source_relation is null
),

summed as (
    select
        source_relation,
        source_line_id,
        invoice_key,
        lone_transaction_id,
        product_key,
        account_key,
        currency,
        coalesce(book_currency, '{{ var("reporting_currency") }}') as book_currency,
        book_rate,
        posting_month,
        count(*) as ledger_line_count,
        min(transaction_id) as first_transaction_id,
        min(posted_on) as first_posted_on,
        sum(amount) as stated_amount,
        sum(case when amount is null then book_amount else 0 end) as unstated_book_amount,
        sum(book_amount) as book_amount
    from keyed
    group by
        source_relation, source_line_id, invoice_key, lone_transaction_id, product_key, account_key, currency,
        coalesce(book_currency, '{{ var("reporting_currency") }}'), book_rate, posting_month
),

final as (
    select
        {{ surrogate_key([
            'summed.source_relation', 'summed.source_line_id', 'summed.invoice_key', 'summed.lone_transaction_id', 'summed.product_key',
            'summed.account_key', 'summed.currency', 'summed.book_currency', 'summed.book_rate', 'summed.posting_month',
        ]) }} as posting_key,
        summed.source_relation,
        summed.source_line_id,
        summed.invoice_key,
        summed.lone_transaction_id,
        summed.first_transaction_id,
        summed.product_key,
        summed.account_key,
        summed.currency,
        currencies.minor_units,
        summed.book_currency,
        summed.ledger_line_count,
        cast(coalesce(summed.stated_amount, 0) + case
            when summed.unstated_book_amount = 0 then 0
            when summed.book_rate > 0 then {{ scale_amount('summed.unstated_book_amount', '1', 'summed.book_rate', 'currencies.minor_units') }}
            else summed.unstated_book_amount
        end as decimal(18, 4)) as posted_amount,
        cast(summed.book_amount as decimal(18, 4)) as book_amount,
        summed.first_posted_on,
        summed.posting_month
    from summed
    inner join currencies on summed.currency = currencies.currency
)

select * from final
