-- Which finalized invoice a payment names: of its own system, else the only invoice of another system with that id or number.
with payment_links as (
    select * from {{ ref('int_canonical__payment_links') }}
),

payments as (
    select * from {{ ref('int_canonical__payments') }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

references_elsewhere as (
    select
        reference,
        min(invoice_key) as invoice_key
    from (
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
    ) as named
    group by reference
    having count(distinct invoice_key) = 1
),

final as (
    select
        payment_links.payment_link_key,
        payments.payment_key,
        coalesce(invoices.invoice_key, references_elsewhere.invoice_key) as invoice_key,
        payment_links.amount
    from payment_links
    inner join payments
        on
        payment_links.source_relation = payments.source_relation
        and payment_links.payment_id = payments.payment_id
    left join invoices
        on
        payment_links.source_relation = invoices.source_relation
        and payment_links.invoice_id = invoices.invoice_id
    left join references_elsewhere on payment_links.invoice_id = references_elsewhere.reference
)

select * from final
where invoice_key is not null
