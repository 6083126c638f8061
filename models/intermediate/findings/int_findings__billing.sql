-- Invoices whose total is not that of their lines, credit notes that reduce nothing, invoice lines that name a contract line nobody knows.
with invoices as (
    select * from {{ ref('int_canonical__invoices') }}
),

invoice_lines as (
    select * from {{ ref('int_canonical__invoice_lines') }}
),

line_totals as (
    select
        invoice_key,
        sum(net_amount) as net_amount
    from invoice_lines
    group by invoice_key
),

credit_notes as (
    select * from {{ ref('int_canonical__credit_notes') }}
),

credited as (
    select * from {{ ref('int_billing__credited_invoices') }}
),

known_lines as (
    select distinct {{ normalized_id('contract_line_id') }} as line_ref
    from {{ ref('int_canonical__contract_lines') }}
)

select
    {{ data_finding(
        'invoice_total_differs_from_lines', 'invoices.source_relation', 'invoice', 'invoices.invoice_id', 'invoices.currency',
        'invoices.total_amount - invoices.tax_amount - coalesce(line_totals.net_amount, 0)', 'invoices.issued_on',
        "case when line_totals.invoice_key is null then 'it has no lines' else 'total less tax less lines' end"
    ) }}
from invoices
left join line_totals on invoices.invoice_key = line_totals.invoice_key
where
    invoices.is_finalized
    and (line_totals.net_amount is null or line_totals.net_amount + invoices.tax_amount <> invoices.total_amount)

union all

select
    {{ data_finding(
        'credit_without_invoice', 'credit_notes.source_relation', 'credit_note',
        "credit_notes.credit_note_id || coalesce('|' || credit_notes.credit_note_line_id, '')", 'credit_notes.currency',
        'credit_notes.net_amount', 'credit_notes.issued_on',
        "case when credit_notes.invoice_id is null then 'the account has no earlier invoice in that currency'
            when invoices.invoice_id is null then 'invoice ' || credit_notes.invoice_id || ' is not known'
            when invoices.is_finalized then 'no exchange rate to the currency of invoice ' || credit_notes.invoice_id
            else 'invoice ' || credit_notes.invoice_id || ' is not finalized' end"
    ) }}
from credit_notes
left join credited on credit_notes.credit_note_line_key = credited.credit_note_line_key
left join invoices on credit_notes.source_relation = invoices.source_relation and credit_notes.invoice_id = invoices.invoice_id
-- a credit on a voided invoice goes with it
where credited.credit_note_line_key is null and coalesce(invoices.status, 'unknown') <> 'void'

union all

select
    {{ data_finding(
        'invoice_line_names_unknown_contract_line', 'invoice_lines.source_relation', 'invoice_line',
        "invoice_lines.invoice_id || '|' || invoice_lines.invoice_line_id", 'invoice_lines.currency', 'invoice_lines.net_amount',
        'invoices.issued_on', "'it names contract line ' || invoice_lines.contract_line_id"
    ) }}
from invoice_lines
inner join invoices on invoice_lines.invoice_key = invoices.invoice_key and invoices.is_finalized
left join known_lines on {{ normalized_id('invoice_lines.contract_line_id') }} = known_lines.line_ref
where invoice_lines.contract_line_id is not null and known_lines.line_ref is null
