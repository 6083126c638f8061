-- the money behind an id: what its finalized invoices (for a product: their lines) come to, without tax
with invoices as (
    select * from {{ ref('int_canonical__invoices') }}
    where is_finalized
),

invoice_lines as (
    select lines.*
    from {{ ref('int_canonical__invoice_lines') }} as lines
    inner join invoices on lines.invoice_key = invoices.invoice_key
),

amounts as (
    select
        'account' as entity_type,
        source_relation,
        account_id as system_id,
        invoice_key,
        currency,
        net_amount,
        issued_on
    from invoices
    where account_id is not null
    union all
    select
        'product' as entity_type,
        source_relation,
        product_id as system_id,
        invoice_key,
        currency,
        net_amount,
        issued_on
    from invoice_lines
    where product_id is not null
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

currencies as (
    select * from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
)

select
    amounts.entity_type,
    amounts.source_relation,
    amounts.system_id,
    count(distinct amounts.invoice_key) as invoice_count,
    sum(cast({{ round_money('amounts.net_amount * rates.rate', 'currencies.minor_units') }} as decimal(18, 4))) as invoiced_amount_rc,
    count(case when rates.rate is null then 1 end) as unconverted_count,
    max(amounts.issued_on) as latest_invoice_on
from amounts
cross join currencies
left join rates
    on
        amounts.currency = rates.currency
        and amounts.issued_on between rates.valid_from and rates.valid_to
group by amounts.entity_type, amounts.source_relation, amounts.system_id
