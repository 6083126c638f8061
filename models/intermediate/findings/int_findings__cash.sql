-- Payments that name an invoice nobody knows, refunds and disputes of payments nobody knows: the first are free cash, the others reduce
-- nothing.
with payments as (
    select * from {{ ref('int_canonical__payments') }}
),

unknown_references as (
    select
        payments.payment_key,
        min(payment_links.invoice_id) as invoice_id,
        sum(payment_links.amount) as amount
    from {{ ref('int_canonical__payment_links') }} as payment_links
    inner join payments
        on payment_links.source_relation = payments.source_relation and payment_links.payment_id = payments.payment_id
    left join {{ ref('int_cash__payment_links') }} as found on payment_links.payment_link_key = found.payment_link_key
    where found.payment_link_key is null
    group by payments.payment_key
),

invoices as (
    select distinct invoice_id from {{ ref('int_canonical__invoices') }}
),

refunds as (
    select * from {{ ref('int_canonical__refunds') }}
    where coalesce(status, 'succeeded') = 'succeeded'
),

disputes as (
    select * from {{ ref('int_canonical__disputes') }}
    where withdraws_funds
)

select
    {{ data_finding(
        'payment_names_unknown_invoice', 'payments.source_relation', 'payment', 'payments.payment_id', 'payments.currency',
        'unknown_references.amount', 'payments.paid_on',
        "'invoice ' || unknown_references.invoice_id || case when invoices.invoice_id is null then ' is not known' else ' is not finalized' end"
    ) }}
from unknown_references
inner join payments on unknown_references.payment_key = payments.payment_key and payments.status = 'succeeded'
left join invoices on unknown_references.invoice_id = invoices.invoice_id

union all

select
    {{ data_finding(
        'refund_of_unknown_payment', 'refunds.source_relation', 'refund', 'refunds.refund_id', 'refunds.currency', 'refunds.amount',
        'refunds.refunded_on', "'it names payment ' || coalesce(refunds.payment_id, 'none')"
    ) }}
from refunds
left join payments on refunds.source_relation = payments.source_relation and refunds.payment_id = payments.payment_id
where payments.payment_key is null

union all

select
    {{ data_finding(
        'dispute_of_unknown_payment', 'disputes.source_relation', 'dispute', 'disputes.dispute_id', 'disputes.currency', 'disputes.amount',
        'disputes.disputed_on', "'it names payment ' || coalesce(disputes.payment_id, 'none')"
    ) }}
from disputes
left join payments on disputes.source_relation = payments.source_relation and disputes.payment_id = payments.payment_id
where payments.payment_key is null
