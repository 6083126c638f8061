with credit_notes as (
    select * from {{ ref('stg_generic__credit_notes') }}
),

invoice_lines as (
    select * from {{ ref('stg_generic__invoice_lines') }}
),

invoices as (
    select * from {{ ref('stg_generic__invoices') }}
),

-- A note that names only a line is given on the invoice of that line.
addressed as (
    select
        credit_notes.*,
        coalesce(credit_notes.invoice_id, invoice_lines.invoice_id) as credited_invoice_id
    from credit_notes
    left join invoice_lines
        on credit_notes.source_relation = invoice_lines.source_relation
        and credit_notes.invoice_line_id = invoice_lines.invoice_line_id
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        addressed.source_relation,
        addressed.credit_note_id,
        cast(null as {{ dbt.type_string() }}) as credit_note_line_id,
        addressed.credited_invoice_id as invoice_id,
        addressed.invoice_line_id,
        coalesce(addressed.account_id, invoices.account_id) as account_id,
        cast(null as {{ dbt.type_string() }}) as refund_id,
        addressed.reason,
        addressed.currency,
        addressed.net_amount,
        cast(null as decimal(18, 4)) as tax_amount,
        addressed.issued_on,
        cast(null as date) as voided_on
    from addressed
    left join invoices
        on addressed.source_relation = invoices.source_relation
        and addressed.credited_invoice_id = invoices.invoice_id
)

select * from final
