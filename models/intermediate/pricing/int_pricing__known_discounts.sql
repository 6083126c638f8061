-- The discounts that were ever agreed or given for a contract line or product: the contract's own percent, registered
-- promotions, coupons seen on invoice lines. Percents to four decimals; an amount of a promotion is one of any currency.
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
        discount_pct as percent,
        cast(null as decimal(18, 4)) as amount
    from contract_lines

    union

    select
        product_code_keys.product_key,
        cast(null as {{ dbt.type_string() }}),
        promotions.percent_off,
        case when promotions.percent_off is null then promotions.amount_off end
    from promotions
    left join product_code_keys on promotions.product_code = product_code_keys.product_code
    where promotions.product_code is null or product_code_keys.product_key is not null

    union

    select
        charges.product_key,
        charges.contract_line_key,
        line_discounts.coupon_percent_off,
        cast(null as decimal(18, 4))
    from line_discounts
    inner join charges on line_discounts.invoice_line_key = charges.invoice_line_key
),

rounded as (
    select distinct
        product_key,
        contract_line_key,
        cast(coalesce(percent, 0) as decimal(9, 4)) as percent,
        cast(coalesce(amount, 0) as decimal(18, 4)) as amount
    from seen
    where (percent > 0 and percent < 100) or amount > 0
)

select
    {{ surrogate_key(['product_key', 'contract_line_key', 'percent', 'amount']) }} as known_discount_key,
    rounded.*
from rounded
