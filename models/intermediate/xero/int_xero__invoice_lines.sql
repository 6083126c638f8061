with invoice_lines as (
    select * from {{ ref('stg_xero__invoice_line_items') }}
),

invoices as (
    select * from {{ ref('stg_xero__invoices') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

-- A line tells sales from bills only through its invoice.
sales_lines as (
    select
        invoice_lines.*,
        invoices.contact_id,
        invoices.currency,
        invoices.issued_on,
        currencies.minor_units,
        cast(
            case
                when invoices.line_amount_types = 'inclusive'
                    then invoice_lines.line_amount - coalesce(invoice_lines.tax_amount, 0)
                else invoice_lines.line_amount
            end as decimal(18, 4)
        ) as net_amount,
        {{ round_money(
            'cast(invoice_lines.quantity as decimal(19, 8)) * invoice_lines.unit_amount',
            'currencies.minor_units'
        ) }} as undiscounted_amount,
        coalesce(invoice_lines.discount_rate, 0) <> 0 or coalesce(invoice_lines.discount_amount, 0) <> 0
            as has_discount
    from invoice_lines
    inner join invoices
        on invoice_lines.source_relation = invoices.source_relation
        and invoice_lines.invoice_id = invoices.invoice_id
    left join currencies
        on invoices.currency = currencies.currency
    where invoices.invoice_type = 'accrec'
),

-- The undiscounted amount holds tax where the line amount does: it is scaled by the net share of the line amount.
priced as (
    select
        *,
        case
            when not has_discount or undiscounted_amount is null then net_amount
            when line_amount > 0 and net_amount >= 0
                then
                {{ prorate(
                    'undiscounted_amount',
                    to_minor('net_amount', 'minor_units'),
                    to_minor('line_amount', 'minor_units'),
                    'minor_units'
                ) }}
            else undiscounted_amount
        end as gross_amount
    from sales_lines
),

final as (
    select
        cast('xero' as {{ dbt.type_string() }}) as system,
        source_relation,
        line_item_id as invoice_line_id,
        invoice_id,
        contact_id as account_id,
        cast(null as {{ dbt.type_string() }}) as contract_line_id,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast(null as {{ dbt.type_string() }}) as subscription_id,
        cast(null as {{ dbt.type_string() }}) as subscription_item_id,
        item_code as product_id,
        cast(null as {{ dbt.type_string() }}) as price_id,
        cast(null as {{ dbt.type_string() }}) as change_order_id,
        cast(null as {{ dbt.type_string() }}) as charge_type,
        description,
        currency,
        quantity,
        cast(gross_amount as decimal(18, 4)) as gross_amount,
        cast(gross_amount - net_amount as decimal(18, 4)) as discount_amount,
        net_amount,
        false as is_proration,
        false as is_metered,
        issued_on,
        cast(null as date) as period_start_on,
        cast(null as date) as period_end_on
    from priced
)

select * from final
