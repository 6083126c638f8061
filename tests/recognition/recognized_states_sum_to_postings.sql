-- The recognized state of each currency is the revenue postings, spread over months: nothing may be lost or doubled on the way.
with parts as (
    select
        revenue_lines.currency,
        sum(parts.recognized_amount) as recognized_amount
    from {{ ref('int_recognition__parts') }} as parts
    left join {{ ref('int_states__revenue_lines') }} as revenue_lines on parts.revenue_line_key = revenue_lines.revenue_line_key
    group by revenue_lines.currency
),

states as (
    select
        currency,
        sum(recognized_amount) as recognized_amount
    from {{ ref('fct_revenue_states') }}
    group by currency
)

select
    coalesce(parts.currency, states.currency) as currency,
    parts.recognized_amount as postings_amount,
    states.recognized_amount as states_amount
from parts
full outer join states on parts.currency = states.currency
where
    coalesce(parts.recognized_amount, 0) <> coalesce(states.recognized_amount, 0)
    or (parts.currency is null and parts.recognized_amount is not null)
