-- Per partner and currency the performance carries the four states and the leakage of its revenue lines, no more and no less.
{% set states = ['contracted_amount', 'billed_amount', 'recognized_amount', 'collected_amount'] %}

with performance as (
    select
        partner_key,
        month,
        currency,
        {%- for state in states + ['leakage_amount'] %}
            sum({{ state }}) as {{ state }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ ref('fct_partner_performance') }}
    group by partner_key, month, currency
),

revenue_states as (
    select * from {{ ref('fct_revenue_states') }}
    where partner_key is not null
),

lines as (
    select distinct
        revenue_line_key,
        partner_key
    from revenue_states
),

stated as (
    select
        partner_key,
        service_month as month,
        currency,
        {% for state in states -%}
            {{ state }},
        {% endfor -%}
        0 as leakage_amount
    from revenue_states

    union all

    select
        lines.partner_key,
        bridge.service_month,
        bridge.currency,
        {% for state in states -%}
            0,
        {% endfor -%}
        bridge.gap_amount
    from {{ ref('fct_gap_bridge') }} as bridge
    inner join lines
        on bridge.revenue_line_key = lines.revenue_line_key
    where bridge.is_leakage
),

summed as (
    select
        partner_key,
        month,
        currency,
        {%- for state in states + ['leakage_amount'] %}
            sum({{ state }}) as {{ state }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from stated
    group by partner_key, month, currency
)

select
    coalesce(summed.partner_key, performance.partner_key) as partner_key,
    coalesce(summed.month, performance.month) as month,
    coalesce(summed.currency, performance.currency) as currency
from summed
full outer join performance
    on summed.partner_key = performance.partner_key and summed.month = performance.month and summed.currency = performance.currency
where
    1 = 0
    {%- for state in states + ['leakage_amount'] %}
        or coalesce(summed.{{ state }}, 0) <> coalesce(performance.{{ state }}, 0)
    {%- endfor %}
