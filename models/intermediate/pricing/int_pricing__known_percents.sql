-- The percent discounts that were ever agreed or given for a contract line or product: the contract's own, registered
-- promotions, coupons seen on invoice lines. To four decimals.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

promotions as (
    select * from {{ ref('int_canonical__promotions') }}
),

product_code_keys as (
    select * from {{ ref('int_entities__product_code_keys') }}
),

line_discounts as (
    select * from {{ ref('int_pricing__line_discounts') }}
),

charges as (
    select * from {{ ref('int_billing__charges') }}
),

seen as (
    select
        product_key,
        contract_line_key,
        discount_pct as percent
    from contract_lines

    union

    select
        product_code_keys.product_key,
        cast(null as {{ dbt.type_string() }}),
        promotions.percent_off
    from promotions
    left join product_code_keys on promotions.product_code = product_code_keys.product_code
    where promotions.product_code is null or product_code_keys.product_key is not null

    union

    select
        charges.product_key,
        charges.contract_line_key,
        line_discounts.coupon_percent_off
    from line_discounts
    inner join charges on line_discounts.invoice_line_key = charges.invoice_line_key
)

select distinct
    {{ surrogate_key(['product_key', 'contract_line_key', 'cast(percent as decimal(9, 4))']) }} as known_percent_key,
    product_key,
    contract_line_key,
    cast(percent as decimal(9, 4)) as percent
from seen
where percent > 0 and percent < 100
