-- What entered a stage advanced, dropped or is in flight; it came from the stage before or entered directly. In counts and money, in both
-- currencies, exactly.
{% set pairs = [
    ('entered_count', 'advanced_count + dropped_count + in_flight_count'),
    ('entered_count', 'entered_from_previous_count + entered_directly_count'),
    ('entered_amount', 'advanced_amount + dropped_amount + in_flight_amount'),
    ('entered_amount', 'entered_from_previous_amount + entered_directly_amount'),
    ('entered_amount_rc', 'advanced_amount_rc + dropped_amount_rc + in_flight_amount_rc'),
    ('entered_amount_rc', 'entered_from_previous_amount_rc + entered_directly_amount_rc'),
] %}
select
    cohort_month,
    stage,
    segment,
    currency
from {{ ref('fct_stage_dropoff') }}
where
    {% for whole, parts in pairs -%}
        {{ 'or ' if not loop.first }}{{ whole }} <> {{ parts }}
    {% endfor -%}
    -- a null is no sum; only the reporting currency may lack a rate
    or entered_amount is null
    or advanced_amount is null
    or dropped_amount is null
    or in_flight_amount is null
