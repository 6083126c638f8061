-- Recognized revenue by revenue line and service month.
with parts as (
    select * from {{ ref('int_recognition__parts') }}
),

spread as (
    {{ spread_to_months('parts', ['revenue_line_key'], ['recognized_amount']) }}
)

select
    revenue_line_key,
    service_month,
    cast(sum(recognized_amount) as decimal(18, 4)) as recognized_amount
from spread
group by revenue_line_key, service_month
