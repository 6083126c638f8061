with discounts as (
    select * from {{ ref('stg_generic__discounts') }}
),

invoice_lines as (
    select * from {{ ref('stg_generic__invoice_lines') }}
),

invoices as (
    select * from {{ ref('stg_generic__invoices') }}
),

addressed as (
    select
        discounts.*,
        coalesce(discounts.invoice_id, invoice_lines.invoice_id) as discounted_invoice_id
    from discounts
    left join invoice_lines
        on discounts.source_relation = invoice_lines.source_relation
        and discounts.invoice_line_id = invoice_lines.invoice_line_id
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        addressed.source_relation,
        addressed.discount_id,
        addressed.discounted_invoice_id as invoice_id,
        addressed.invoice_line_id,
        addressed.coupon_id,
        invoices.currency,
        addressed.amount,
        cast(null as decimal(18, 8)) as coupon_percent_off,
        cast(null as decimal(18, 4)) as coupon_amount_off,
        cast(null as integer) as coupon_duration_months,
        cast(null as date) as coupon_redeem_by,
        addressed.started_on,
        addressed.ends_on
    from addressed
    left join invoices
        on addressed.source_relation = invoices.source_relation
        and addressed.discounted_invoice_id = invoices.invoice_id
)

select * from final
