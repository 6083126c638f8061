with invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

invoice_lines as (
    select * from {{ ref('int_canonical__invoice_lines') }}
),

known_invoices as (
    select invoice_key from {{ ref('int_canonical__invoices') }}
),

line_totals as (
    select
        invoice_key,
        sum(net_amount) as net_amount
    from invoice_lines
    group by invoice_key
),

-- a ledger extract of revenue accounts alone has no other side to balance with
two_sided_ledgers as (
    select source_relation
    from {{ ref('int_canonical__ledger_lines') }}
    group by source_relation
    having count(case when account_type not in ('revenue', 'deferred_revenue') then 1 end) > 0
),

transactions as (
    select
        ledger_lines.source_relation,
        ledger_lines.transaction_id,
        coalesce(ledger_lines.book_currency, '') as book_currency,
        sum(ledger_lines.book_amount) as difference_amount,
        sum(case when ledger_lines.book_amount > 0 then ledger_lines.book_amount else 0 end) as credit_amount
    from {{ ref('int_canonical__ledger_lines') }} as ledger_lines
    inner join two_sided_ledgers on ledger_lines.source_relation = two_sided_ledgers.source_relation
    group by ledger_lines.source_relation, ledger_lines.transaction_id, coalesce(ledger_lines.book_currency, '')
),

differences as (
    select
        'invoice_lines' as data_set,
        'the lines and the net totals of the invoices' as control_name,
        invoices.source_relation,
        invoices.currency,
        abs(invoices.net_amount) as total_amount,
        abs(invoices.net_amount - coalesce(line_totals.net_amount, 0)) as difference_amount
    from invoices
    left join line_totals on invoices.invoice_key = line_totals.invoice_key
    union all
    select
        'invoice_lines' as data_set,
        'the lines and the lines whose invoice is there' as control_name,
        invoice_lines.source_relation,
        invoice_lines.currency,
        abs(invoice_lines.net_amount) as total_amount,
        case when known_invoices.invoice_key is null then abs(invoice_lines.net_amount) else 0 end as difference_amount
    from invoice_lines
    left join known_invoices on invoice_lines.invoice_key = known_invoices.invoice_key
    union all
    select
        'invoices' as data_set,
        'the totals and net plus tax of the invoices' as control_name,
        source_relation,
        currency,
        abs(total_amount) as total_amount,
        abs(total_amount - net_amount - coalesce(tax_amount, 0)) as difference_amount
    from invoices
    union all
    select
        'payments' as data_set,
        'the charges and their balance transactions' as control_name,
        source_relation,
        currency,
        abs(amount) as total_amount,
        abs(amount - settled_amount) as difference_amount
    from {{ ref('int_canonical__payments') }}
    where status = 'succeeded' and settled_amount is not null
    union all
    select
        'ledger_lines' as data_set,
        'the debits and the credits of the transactions' as control_name,
        source_relation,
        book_currency,
        credit_amount as total_amount,
        abs(difference_amount) as difference_amount
    from transactions
)

select
    data_set,
    control_name,
    source_relation,
    currency,
    sum(total_amount) as total_amount,
    sum(difference_amount) as difference_amount
from differences
group by data_set, control_name, source_relation, currency
