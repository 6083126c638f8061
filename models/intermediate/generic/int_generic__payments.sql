{%- set transfers = [
    'banktransfer', 'transfer', 'wire', 'wiretransfer', 'credittransfer', 'sepa', 'sepacredittransfer', 'ach', 'bacs', 'check', 'cheque',
    'bank',
] -%}
with payments as (
    select
        *,
        {{ normalized_id('payment_method') }} as method_name
    from {{ ref('stg_generic__payments') }}
),

invoices as (
    select * from {{ ref('stg_generic__invoices') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        payments.source_relation,
        payments.payment_id,
        coalesce(payments.account_id, invoices.account_id) as account_id,
        coalesce(payments.payment_status, 'succeeded') as status,
        -- a transfer stands in the bank itself, and is looked for there
        case
            when payments.method_name in ('{{ transfers | join("', '") }}') then 'bank'
            else 'processor'
        end as evidence,
        payments.payment_method as method,
        payments.failure_reason,
        payments.reference,
        payments.payer_name,
        payments.currency,
        payments.amount,
        cast(null as decimal(18, 4)) as settled_amount,
        payments.paid_on
    from payments
    left join invoices
        on payments.source_relation = invoices.source_relation
        and payments.invoice_id = invoices.invoice_id
)

select * from final
