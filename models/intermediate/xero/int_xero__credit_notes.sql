with credit_notes as (
    select * from {{ ref('stg_xero__credit_notes') }}
    where
        credit_note_type = 'accreccredit'
        and coalesce(credit_note_status, 'authorised') not in ('draft', 'submitted', 'deleted')
        and sub_total_amount is not null
        and currency is not null
        and issued_on is not null
),

invoices as (
    select * from {{ ref('stg_xero__invoices') }}
    where invoice_type = 'accrec' and credited_amount > 0 and total_amount > 0
),

currencies as (
    select * from {{ ref('currencies') }}
),

-- A note names no invoice. It belongs to the one invoice of its customer that was credited by exactly its total,
-- if it is the only such note.
candidates as (
    select
        credit_notes.source_relation,
        credit_notes.credit_note_id,
        invoices.invoice_id,
        count(*) over (partition by credit_notes.source_relation, credit_notes.credit_note_id) as invoice_count,
        count(*) over (partition by invoices.source_relation, invoices.invoice_id) as note_count
    from credit_notes
    inner join invoices
        on credit_notes.source_relation = invoices.source_relation
        and credit_notes.contact_id = invoices.contact_id
        and credit_notes.currency = invoices.currency
        and credit_notes.total_amount = invoices.credited_amount
),

noted as (
    select
        credit_notes.source_relation,
        credit_notes.credit_note_id,
        candidates.invoice_id,
        credit_notes.contact_id as account_id,
        credit_notes.reference as reason,
        credit_notes.currency,
        credit_notes.sub_total_amount as net_amount,
        credit_notes.tax_amount,
        credit_notes.issued_on,
        case
            when credit_notes.credit_note_status = 'voided'
                then coalesce(cast(credit_notes.updated_at as date), credit_notes.issued_on)
        end as voided_on
    from credit_notes
    left join candidates
        on credit_notes.source_relation = candidates.source_relation
        and credit_notes.credit_note_id = candidates.credit_note_id
        and candidates.invoice_count = 1
        and candidates.note_count = 1
),

connections_with_notes as (
    select distinct source_relation from credit_notes
),

-- Where the export has no amounts of notes, the invoices say what was credited on them, tax included.
credited as (
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
        coalesce(cast(invoices.updated_at as date), invoices.issued_on) as issued_on
    from invoices
    left join currencies
        on invoices.currency = currencies.currency
    left join connections_with_notes
        on invoices.source_relation = connections_with_notes.source_relation
    where
        connections_with_notes.source_relation is null
        and invoices.invoice_status not in ('voided', 'deleted')
),

united as (
    select * from noted
    union all
    select
        source_relation,
        credit_note_id,
        invoice_id,
        account_id,
        reason,
        currency,
        net_amount,
        cast(credited_amount - net_amount as decimal(18, 4)) as tax_amount,
        issued_on,
        cast(null as date) as voided_on
    from credited
),

final as (
    select
        cast('xero' as {{ dbt.type_string() }}) as system,
        source_relation,
        credit_note_id,
        cast(null as {{ dbt.type_string() }}) as credit_note_line_id,
        invoice_id,
        cast(null as {{ dbt.type_string() }}) as invoice_line_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as refund_id,
        reason,
        currency,
        net_amount,
        tax_amount,
        issued_on,
        voided_on
    from united
)

select * from final
