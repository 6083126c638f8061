-- What the invoices say was credited on them, tax included, where the export has no amounts of credit notes.
with credit_notes as (
    select * from {{ ref('int_xero__issued_credit_notes') }}
),

invoices as (
    select * from {{ ref('stg_xero__invoices') }}
    where invoice_type = 'accrec' and credited_amount > 0 and total_amount > 0
),

currencies as (
    select * from {{ ref('currencies') }}
),

connections_with_notes as (
    select distinct source_relation from credit_notes
),

final as (
    select
        invoices.source_relation,
        'credited:' || invoices.invoice_id as credit_note_id,
        invoices.invoice_id,
        invoices.contact_id as account_id,
        cast(null as {{ dbt.type_string() }}) as reason,
        invoices.currency,
        {{ prorate(
            'invoices.credited_amount',
            to_minor('invoices.sub_total_amount', 'currencies.minor_units'),
            to_minor('invoices.total_amount', 'currencies.minor_units'),
            'currencies.minor_units'
        ) }} as net_amount,
        invoices.credited_amount,
        coalesce({{ local_date('invoices.updated_at') }}, invoices.issued_on) as issued_on
    from invoices
    left join currencies
        on invoices.currency = currencies.currency
    left join connections_with_notes
        on invoices.source_relation = connections_with_notes.source_relation
    where
        connections_with_notes.source_relation is null
        and invoices.invoice_status not in ('voided', 'deleted')
)

select * from final
