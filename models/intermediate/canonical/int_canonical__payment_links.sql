-- The links of payments that are visible. They hold amounts in the currency of the payment.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__payment_links'),
            ref('int_netsuite__payment_links'),
            ref('int_stripe__payment_links'),
            ref('int_xero__payment_links')
        ],
        computed=['payment_link_key']
    ) }}
),

payments as (
    select * from {{ ref('int_canonical__payments') }}
),

final as (
    select
        {{ surrogate_key(['mapped.source_relation', 'mapped.payment_id', 'mapped.invoice_id']) }} as payment_link_key,
        mapped.system,
        mapped.source_relation,
        mapped.payment_id,
        mapped.invoice_id,
        mapped.amount
    from mapped
    inner join payments
        on mapped.source_relation = payments.source_relation
        and mapped.payment_id = payments.payment_id
)

select * from final
