-- Which promotions are still given after their end, or more of them at once than allowed?
-- One row per customer, product and cause: is_current says that the next invoice will be short again, so stopping it comes before
-- collecting what is gone. annualized is what a year of looking away costs, given_to_date what was already given.
with drift as (
    select * from {{ ref('fct_pricing_drift') }}
    where drift_cause in ('expired_promo', 'stacked_discount')
)

select
    accounts.account_name,
    products.product_name,
    drift.contract_line_id,
    drift.drift_cause,
    drift.currency,
    count(*) as invoice_line_count,
    min(drift.service_start_on) as first_service_on,
    max(drift.service_start_on) as last_service_on,
    max(case when drift.is_current then 1 else 0 end) as is_current,
    sum(drift.drift_amount - drift.excepted_amount) as given_to_date_amount,
    sum(case when drift.is_current then drift.annualized_drift_amount else 0 end) as annualized_amount
from drift
left join {{ ref('dim_accounts') }} as accounts on drift.account_key = accounts.account_key
left join {{ ref('dim_products') }} as products on drift.product_key = products.product_key
group by accounts.account_name, products.product_name, drift.contract_line_id, drift.drift_cause, drift.currency
order by max(case when drift.is_current then 1 else 0 end) desc, sum(drift.drift_amount) desc, drift.contract_line_id
