-- The prices that the audit needs: of each partner, product and month in the currency of the row and of each report, at the quantity of
-- the month.
with cells as (
    select * from {{ ref('int_sell_through__cells') }}
),

claims as (
    select * from {{ ref('int_sell_through__claims') }}
),

profiles as (
    select
        partner_key,
        account_key
    from {{ ref('int_partners__profiles') }}
),

wanted as (
    select
        partner_key,
        product_key,
        month,
        currency
    from cells
    union
    select
        partner_key,
        product_key,
        period_month as month,
        currency
    from claims
)

select
    wanted.partner_key,
    wanted.product_key,
    wanted.month,
    wanted.currency,
    currencies.minor_units,
    profiles.account_key,
    greatest(cells.reported_quantity, cells.activated_quantity) as tier_quantity
from wanted
inner join cells
    on wanted.partner_key = cells.partner_key and wanted.product_key = cells.product_key and wanted.month = cells.month
inner join {{ ref('currencies') }} as currencies on wanted.currency = currencies.currency
left join profiles on wanted.partner_key = profiles.partner_key
