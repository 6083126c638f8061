-- Which finalized invoice a payment names: of its own system, else the only invoice of another system with that id or number.
with payment_links as (
    select * from {{ ref('int_canonical__payment_links') }}
),

payments as (
    select * from {{ ref('int_canonical__payments') }}
),

invoice_references as (
    select * from {{ ref('int_billing__invoice_references') }}
),

final as (
    select
        payment_links.payment_link_key,
        payments.payment_key,
        coalesce(own.invoice_key, elsewhere.invoice_key) as invoice_key,
        payment_links.amount
    from payment_links
    inner join payments
        on
        payment_links.source_relation = payments.source_relation
        and payment_links.payment_id = payments.payment_id
    left join invoice_references as own
        on
        payment_links.source_relation = own.source_relation
        and payment_links.invoice_id = own.reference
    left join invoice_references as elsewhere
        on
        payment_links.invoice_id = elsewhere.reference
        and elsewhere.source_relation is null
)

select * from final
where invoice_key is not null
