-- what stands behind an id: its finalized invoices
with invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

mentions as (
    select
        'account' as entity_type,
        source_relation,
        account_id as system_id,
        invoice_key,
        issued_on
    from invoices
    where account_id is not null
    union all
    select
        'product' as entity_type,
        lines.source_relation,
        lines.product_id as system_id,
        lines.invoice_key,
        invoices.issued_on
    from {{ ref('int_canonical__invoice_lines') }} as lines
    inner join invoices on lines.invoice_key = invoices.invoice_key
    where lines.product_id is not null
)

select
    entity_type,
    source_relation,
    system_id,
    cast(count(distinct invoice_key) as integer) as invoice_count,
    max(issued_on) as latest_invoice_on
from mentions
group by entity_type, source_relation, system_id
