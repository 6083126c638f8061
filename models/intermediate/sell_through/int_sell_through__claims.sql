-- Reported sales with our keys. The same quantity of one product, to one end customer in one month at one price, reported again by the
-- same partner, is one sale: the report with the later id is a duplicate claim. Without an end customer nobody can tell.
with reports as (
    select * from {{ ref('int_canonical__sell_throughs') }}
),

partner_keys as (
    select * from {{ ref('int_partners__keys') }}
),

product_keys as (
    select * from {{ ref('int_entities__product_keys') }}
),

keyed as (
    select
        reports.*,
        partner_keys.partner_key,
        product_keys.product_key,
        currencies.minor_units,
        {{ normalized_name('reports.end_customer') }} as customer_name
    from reports
    inner join partner_keys
        on reports.source_relation = partner_keys.source_relation and reports.partner_id = partner_keys.partner_id
    inner join product_keys
        on reports.source_relation = product_keys.source_relation and reports.product_code = product_keys.product_id
    inner join {{ ref('currencies') }} as currencies on reports.currency = currencies.currency
),

ranked as (
    select
        keyed.*,
        row_number() over (
            partition by partner_key, product_key, period_month, customer_name, quantity, unit_price, currency
            order by report_id, sell_through_key
        ) as occurrence
    from keyed
)

select
    sell_through_key,
    report_id,
    source_relation,
    partner_key,
    product_key,
    period_month,
    currency,
    minor_units,
    quantity,
    unit_price,
    customer_name is not null and occurrence > 1 as is_duplicate
from ranked
