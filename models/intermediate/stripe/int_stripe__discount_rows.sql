-- Each discount with the invoice, and the line where one is named, that it was given on. Rows of other kinds (a
-- coupon held by a customer or subscription) give nothing by themselves.
with discounts as (
    select * from {{ ref('stg_stripe__discounts') }}
),

line_ids as (
    select * from {{ ref('int_stripe__line_ids') }}
),

invoices as (
    select * from {{ ref('stg_stripe__invoices') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

addressed as (
    select
        discounts.*,
        line_ids.invoice_line_id,
        coalesce(
            line_ids.invoice_id,
            discounts.invoice_id,
            case when discounts.applies_to_type = 'invoice' then discounts.applies_to_id end
        ) as discounted_invoice_id
    from discounts
    left join line_ids
        on discounts.source_relation = line_ids.source_relation
        and discounts.applies_to_id = line_ids.named_id
        and coalesce(discounts.applies_to_type, 'invoice_line_item') = 'invoice_line_item'
        and (discounts.invoice_id = line_ids.invoice_id or (discounts.invoice_id is null and line_ids.is_only_invoice))
    where
        coalesce(discounts.applies_to_type, 'invoice') in ('invoice_line_item', 'invoice')
        and discounts.amount_minor <> 0
),

final as (
    select
        addressed.source_relation,
        addressed.discount_id,
        addressed.applies_to_type,
        addressed.applies_to_id,
        addressed.discounted_invoice_id as invoice_id,
        addressed.invoice_line_id,
        addressed.coupon_id,
        invoices.currency,
        currencies.minor_units,
        currencies.stripe_minor_units,
        {{ from_minor('addressed.amount_minor', 'currencies.stripe_minor_units') }} as amount,
        addressed.started_at,
        addressed.ended_at
    from addressed
    inner join invoices
        on addressed.source_relation = invoices.source_relation
        and addressed.discounted_invoice_id = invoices.invoice_id
    left join currencies
        on invoices.currency = currencies.currency
)

select * from final
