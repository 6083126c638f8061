-- Finalized invoice lines with our keys, the service month range to use where the line names none (its issue month), and the
-- document's own rate to the reporting currency (its book rate where it carries one, else the rate of the issue date, null where
-- there is none).
with invoice_lines as (
    select * from {{ ref('int_canonical__invoice_lines') }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

product_keys as (
    select * from {{ ref('int_entities__product_keys') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

joined as (
    select
        invoice_lines.invoice_line_key,
        invoice_lines.invoice_key,
        invoice_lines.system,
        invoice_lines.source_relation,
        invoice_lines.invoice_line_id,
        invoice_lines.invoice_id,
        invoice_lines.contract_line_id,
        invoice_lines.contract_id,
        invoice_lines.subscription_item_id,
        invoice_lines.change_order_id,
        account_keys.account_key,
        product_keys.product_key,
        invoice_lines.charge_type,
        coalesce(invoice_lines.is_metered, false) as is_metered,
        coalesce(invoice_lines.is_proration, false) or coalesce(invoice_lines.charge_type = 'proration', false) as is_proration,
        invoices.currency,
        currencies.minor_units,
        case
            when invoices.book_currency = '{{ var("reporting_currency") }}' and invoices.book_rate > 0 then invoices.book_rate
            else rates.rate
        end as document_rate,
        invoice_lines.quantity,
        invoice_lines.net_amount,
        invoices.issued_on,
        invoices.due_on,
        invoice_lines.period_start_on is not null as has_service_period,
        coalesce(invoice_lines.period_start_on, {{ month_start('invoices.issued_on') }}) as service_start_on,
        coalesce(
            invoice_lines.period_end_on,
            invoice_lines.period_start_on,
            {{ add_days(add_months(month_start('invoices.issued_on'), 1), -1) }}
        ) as service_end_on
    from invoice_lines
    inner join invoices on invoice_lines.invoice_key = invoices.invoice_key
    inner join currencies on invoices.currency = currencies.currency
    left join rates
        on
        invoices.currency = rates.currency
        and invoices.issued_on between rates.valid_from and rates.valid_to
    left join account_keys
        on
        invoice_lines.source_relation = account_keys.source_relation
        and coalesce(invoice_lines.account_id, invoices.account_id) = account_keys.account_id
    left join product_keys
        on
        invoice_lines.source_relation = product_keys.source_relation
        and invoice_lines.product_id = product_keys.product_id
)

select * from joined
