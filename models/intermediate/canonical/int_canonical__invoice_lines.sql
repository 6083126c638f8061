-- A line is visible with its invoice, which also says whose it is and when it was issued.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__invoice_lines'),
            ref('int_stripe__invoice_lines'),
            ref('int_xero__invoice_lines')
        ],
        computed=['invoice_line_key', 'invoice_key', 'account_id', 'charge_type_raw', 'issued_on']
    ) }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
),

charge_types as (
    select * from {{ ref('source_words') }}
    where topic = 'charge_type'
),

final as (
    select
        {{ surrogate_key(['mapped.source_relation', 'mapped.invoice_id', 'mapped.invoice_line_id']) }}
            as invoice_line_key,
        mapped.system,
        mapped.source_relation,
        invoices.invoice_key,
        mapped.invoice_line_id,
        mapped.invoice_id,
        invoices.account_id,
        mapped.contract_line_id,
        mapped.contract_id,
        mapped.subscription_id,
        mapped.subscription_item_id,
        mapped.product_id,
        mapped.price_id,
        mapped.change_order_id,
        charge_types.meaning as charge_type,
        mapped.charge_type as charge_type_raw,
        mapped.description,
        coalesce(mapped.currency, invoices.currency) as currency,
        mapped.quantity,
        mapped.gross_amount,
        mapped.discount_amount,
        mapped.net_amount,
        coalesce(mapped.is_proration, false) as is_proration,
        coalesce(mapped.is_metered, false) as is_metered,
        invoices.issued_on,
        mapped.period_start_on,
        mapped.period_end_on
    from mapped
    inner join invoices
        on mapped.source_relation = invoices.source_relation
        and mapped.invoice_id = invoices.invoice_id
    left join charge_types
        on {{ snake_word('mapped.charge_type') }} = charge_types.word
)

select * from final
