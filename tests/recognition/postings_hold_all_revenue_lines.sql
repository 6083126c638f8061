-- Recognized is what the books say: every ledger line on a revenue account must be in exactly one posting, per connection and currency.
with ledger_lines as (
    select
        source_relation,
        currency,
        count(*) as ledger_line_count,
        sum(book_amount) as book_amount
    from {{ ref('int_canonical__ledger_lines') }}
    where account_type = 'revenue'
    group by source_relation, currency
),

postings as (
    select
        source_relation,
        currency,
        sum(ledger_line_count) as ledger_line_count,
        sum(book_amount) as book_amount
    from {{ ref('int_recognition__postings') }}
    group by source_relation, currency
)

select
    coalesce(ledger_lines.source_relation, postings.source_relation) as source_relation,
    coalesce(ledger_lines.currency, postings.currency) as currency,
    ledger_lines.book_amount as ledger_amount,
    postings.book_amount as postings_amount
from ledger_lines
full outer join postings
    on
    ledger_lines.source_relation = postings.source_relation
    and ledger_lines.currency = postings.currency
where
    ledger_lines.source_relation is null
    or postings.source_relation is null
    or ledger_lines.ledger_line_count <> postings.ledger_line_count
    or ledger_lines.book_amount <> postings.book_amount
