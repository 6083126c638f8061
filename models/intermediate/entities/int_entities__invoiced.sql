-- the money behind an id: its finalized invoices (for a product: their lines), without tax, in the reporting currency
with invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

currencies as (
    select * from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

-- the document's own rate to the reporting currency, else that of its date
rated as (
    select
        invoices.invoice_key,
        invoices.source_relation,
        invoices.account_id,
        invoices.net_amount,
        invoices.issued_on,
        case
            when invoices.book_currency = '{{ var("reporting_currency") }}' and invoices.book_rate > 0
                then invoices.book_rate
            else rates.rate
        end as rate
    from invoices
    left join rates
        on invoices.currency = rates.currency
        and invoices.issued_on between rates.valid_from and rates.valid_to
),

amounts as (
    select
        'account' as entity_type,
        source_relation,
        account_id as system_id,
        invoice_key,
        net_amount,
        rate,
        issued_on
    from rated
    where account_id is not null
    union all
    select
        'product' as entity_type,
        invoice_lines.source_relation,
        invoice_lines.product_id as system_id,
        invoice_lines.invoice_key,
        invoice_lines.net_amount,
        rated.rate,
        rated.issued_on
    from {{ ref('int_canonical__invoice_lines') }} as invoice_lines
    inner join rated on invoice_lines.invoice_key = rated.invoice_key
    where invoice_lines.product_id is not null
)

select
    amounts.entity_type,
    amounts.source_relation,
    amounts.system_id,
    cast(count(distinct amounts.invoice_key) as integer) as invoice_count,
    cast(
        sum({{ round_money(multiply('amounts.net_amount', 'amounts.rate'), 'currencies.minor_units') }})
        as decimal(18, 4)
    ) as invoiced_amount_rc,
    count(amounts.rate) < count(*) as lacks_a_rate,
    max(amounts.issued_on) as latest_invoice_on
from amounts
cross join currencies
group by amounts.entity_type, amounts.source_relation, amounts.system_id
