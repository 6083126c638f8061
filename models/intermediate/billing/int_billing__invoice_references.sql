-- How other documents name a finalized invoice: by id within its own system; by id or number anywhere, where only one invoice has it.
with invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

named as (
    select
        invoice_id as reference,
        invoice_key
    from invoices
    union
    select
        invoice_number,
        invoice_key
    from invoices
    where invoice_number is not null
),

final as (
    select
        source_relation,
        invoice_id as reference,
        invoice_key
    from invoices
    union all
    select
        cast(null as {{ dbt.type_string() }}) as source_relation,
        reference,
        min(invoice_key) as invoice_key
    from named
    group by reference
    having count(distinct invoice_key) = 1
)

select * from final
