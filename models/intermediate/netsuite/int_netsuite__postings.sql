-- Postings of the primary accounting book that count, credit positive, in the currency of the book.
with accounting_lines as (
    select * from {{ ref('stg_netsuite__transaction_accounting_lines') }}
),

books as (
    select * from {{ ref('stg_netsuite__accounting_books') }}
),

-- A connection that says which book is primary; the others count book 1.
connections_with_primary_book as (
    select distinct source_relation
    from books
    where is_primary
),

final as (
    select
        accounting_lines.source_relation,
        accounting_lines.transaction_id,
        accounting_lines.transaction_line_id,
        accounting_lines.account_id as ledger_account_id,
        accounting_lines.exchange_rate,
        cast(
            case
                when accounting_lines.debit_amount is not null or accounting_lines.credit_amount is not null
                    then coalesce(accounting_lines.credit_amount, 0) - coalesce(accounting_lines.debit_amount, 0)
                else -coalesce(accounting_lines.amount, 0)
            end as decimal(18, 4)
        ) as book_amount
    from accounting_lines
    left join books
        on accounting_lines.source_relation = books.source_relation
        and accounting_lines.accounting_book_id = books.accounting_book_id
    left join connections_with_primary_book
        on accounting_lines.source_relation = connections_with_primary_book.source_relation
    where
        accounting_lines.is_posting
        and (
            books.is_primary
            or (
                connections_with_primary_book.source_relation is null
                and accounting_lines.accounting_book_id = '1'
            )
        )
)

select * from final
