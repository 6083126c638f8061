-- A discount is visible with its invoice.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__discounts'),
            ref('int_stripe__discounts')
        ],
        computed=['discount_key']
    ) }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
),

final as (
    select
        {{ surrogate_key([
            'mapped.source_relation', 'mapped.discount_id', 'mapped.invoice_id', 'mapped.invoice_line_id'
        ]) }} as discount_key,
        mapped.system,
        mapped.source_relation,
        mapped.discount_id,
        mapped.invoice_id,
        mapped.invoice_line_id,
        mapped.coupon_id,
        coalesce(mapped.currency, invoices.currency) as currency,
        mapped.amount,
        mapped.coupon_percent_off,
        mapped.coupon_amount_off,
        mapped.coupon_duration_months,
        mapped.coupon_redeem_by,
        mapped.started_on,
        mapped.ends_on
    from mapped
    inner join invoices
        on mapped.source_relation = invoices.source_relation
        and mapped.invoice_id = invoices.invoice_id
)

select * from final
