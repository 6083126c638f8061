-- By another way than the one they were made: what rolls up to a partner is its own and what rolls up to the partners right below it.
{% set measures = [
    'forecast_amount', 'booked_amount', 'contracted_amount', 'billed_amount', 'recognized_amount', 'collected_amount', 'leakage_amount',
    'commission_paid_amount', 'correction_amount',
] %}

with performance as (
    select * from {{ ref('fct_partner_performance') }}
),

below as (
    select
        parent_partner_key as partner_key,
        month,
        currency,
        {%- for measure in measures %}
            sum(rolled_up_{{ measure }}) as {{ measure }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from performance
    where parent_partner_key is not null
    group by parent_partner_key, month, currency
)

select
    coalesce(performance.partner_key, below.partner_key) as partner_key,
    coalesce(performance.month, below.month) as month,
    coalesce(performance.currency, below.currency) as currency
from performance
full outer join below
    on
    performance.partner_key = below.partner_key
    and performance.month = below.month
    and performance.currency = below.currency
where
    1 = 0
    {%- for measure in measures %}
        or coalesce(performance.rolled_up_{{ measure }}, 0) <> coalesce(performance.{{ measure }}, 0) + coalesce(below.{{ measure }}, 0)
    {%- endfor %}
