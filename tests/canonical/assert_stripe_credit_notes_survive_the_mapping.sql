-- A credit note explains exactly what it says: its lines sum to its total with tax, whatever its shape.
with staged as (
    select
        notes.source_relation,
        notes.credit_note_id,
        {{ from_minor('notes.total_minor', 'currencies.stripe_minor_units') }} as total_amount
    from {{ ref('stg_stripe__credit_notes') }} as notes
    left join {{ ref('stg_stripe__invoices') }} as invoices
        on notes.source_relation = invoices.source_relation
        and notes.invoice_id = invoices.invoice_id
    inner join {{ ref('currencies') }} as currencies
        on coalesce(notes.currency, invoices.currency) = currencies.currency
    where
        {{ local_date('notes.created_at') }} <= {{ as_of_date() }}
        and (coalesce(notes.status, 'issued') <> 'void' or {{ local_date('notes.voided_at') }} > {{ as_of_date() }})
),

canonical as (
    select
        source_relation,
        credit_note_id,
        sum(net_amount + tax_amount) as total_amount
    from {{ ref('int_canonical__credit_notes') }}
    where system = 'stripe'
    group by source_relation, credit_note_id
)

select
    coalesce(staged.source_relation, canonical.source_relation) as source_relation,
    coalesce(staged.credit_note_id, canonical.credit_note_id) as credit_note_id,
    staged.total_amount as staged_amount,
    canonical.total_amount as canonical_amount
from staged
full outer join canonical
    on staged.source_relation = canonical.source_relation
    and staged.credit_note_id = canonical.credit_note_id
where
    staged.credit_note_id is null
    or canonical.credit_note_id is null
    or staged.total_amount <> canonical.total_amount
