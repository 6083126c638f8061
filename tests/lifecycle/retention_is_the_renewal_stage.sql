-- The retention mart and the renewal stage tell one story of the same terms.
with stories as (
    select
        cohort_month,
        segment,
        currency,
        term_count,
        starting_amount + pending_amount as entered_amount,
        churned_amount + contracted_down_amount as dropped_amount,
        pending_amount as in_flight_amount
    from {{ ref('fct_retention') }}

    union all

    select
        cohort_month,
        segment,
        currency,
        -entered_count,
        -entered_amount,
        -dropped_amount,
        -in_flight_amount
    from {{ ref('fct_stage_dropoff') }}
    where stage = 'renewal'
)

select
    cohort_month,
    segment,
    currency
from stories
group by cohort_month, segment, currency
having
    sum(term_count) <> 0
    or sum(entered_amount) <> 0
    or sum(dropped_amount) <> 0
    or sum(in_flight_amount) <> 0
