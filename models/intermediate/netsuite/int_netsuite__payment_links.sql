-- The external id of a payment names its invoice where an invoice of the same books has it; else it is an id of the payment itself.
with payments as (
    select * from {{ ref('int_netsuite__payments') }}
),

transactions as (
    select * from {{ ref('stg_netsuite__transactions') }}
),

invoice_ids as (
    select distinct
        source_relation,
        external_id
    from transactions
    where lower(transaction_type) = 'custinvc' and external_id is not null
),

final as (
    select
        payments.system,
        payments.source_relation,
        payments.payment_id,
        invoice_ids.external_id as invoice_id,
        payments.amount
    from payments
    inner join transactions
        on payments.source_relation = transactions.source_relation and payments.payment_id = transactions.transaction_id
    inner join invoice_ids
        on transactions.source_relation = invoice_ids.source_relation and transactions.external_id = invoice_ids.external_id
)

select * from final
