-- Rows left out of all states because no exchange rate is known for them: none on their day, none in the 7 days before.
with contract_lines as (
    select * from {{ ref('int_canonical__contract_lines') }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

final as (
    select
        contract_lines.source_relation as system,
        'contract_line' as table_name,
        contract_lines.contract_line_id as row_key,
        'no exchange rate from ' || contract_lines.currency || ' to {{ var("reporting_currency") }} within 7 days before the close date' as reason
    from contract_lines
    left join rates
        on
            contract_lines.currency = rates.currency
            and contract_lines.closed_on between rates.valid_from and rates.valid_to
    where rates.rate is null

    union all

    select
        invoices.source_relation,
        'invoice',
        invoices.invoice_id,
        'no exchange rate from ' || invoices.currency || ' to {{ var("reporting_currency") }} within 7 days before the issue date'
    from invoices
    left join rates
        on
            invoices.currency = rates.currency
            and invoices.issued_on between rates.valid_from and rates.valid_to
    where
        invoices.is_finalized
        and rates.rate is null
        and not coalesce(invoices.book_currency = '{{ var("reporting_currency") }}' and invoices.book_rate > 0, false)
)

select * from final
