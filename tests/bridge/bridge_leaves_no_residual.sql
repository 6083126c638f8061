-- Every reader of the bridge relies on it: in each cell due - billed is the first step, billed - collected the second, and both
-- together the whole gap, to the cent, in both currencies. A bridge row without its cell fails, and so does a gap without a row.
with states as (
    select * from {{ ref('fct_revenue_states') }}
),

gaps as (
    select
        revenue_line_key,
        service_month,
    {%- for suffix in ['', '_rc'] %}
        sum(gap_amount{{ suffix }}) as gap_amount{{ suffix }},
        sum(case when step = 'contracted_to_billed' then gap_amount{{ suffix }} else 0 end) as billing_gap_amount{{ suffix }},
        sum(case when step = 'billed_to_collected' then gap_amount{{ suffix }} else 0 end) as payment_gap_amount{{ suffix }}{{ ',' if not loop.last }}
    
    {%- endfor %}
    from {{ ref('fct_gap_bridge') }}
    group by revenue_line_key, service_month
)

select
    coalesce(states.revenue_line_key, gaps.revenue_line_key) as revenue_line_key,
    coalesce(states.service_month, gaps.service_month) as service_month,
    states.due_amount,
    states.billed_amount,
    states.collected_amount,
    gaps.billing_gap_amount,
    gaps.payment_gap_amount,
    gaps.gap_amount,
    gaps.gap_amount_rc
from states
full outer join gaps
    on
    states.revenue_line_key = gaps.revenue_line_key
    and states.service_month = gaps.service_month
where
    states.revenue_line_key is null
    {%- for suffix in ['', '_rc'] %}
        or states.due_amount{{ suffix }} - states.billed_amount{{ suffix }} <> coalesce(gaps.billing_gap_amount{{ suffix }}, 0)
        or states.billed_amount{{ suffix }} - states.collected_amount{{ suffix }} <> coalesce(gaps.payment_gap_amount{{ suffix }}, 0)
        or states.due_amount{{ suffix }} - states.collected_amount{{ suffix }} <> coalesce(gaps.gap_amount{{ suffix }}, 0)
    {%- endfor %}
