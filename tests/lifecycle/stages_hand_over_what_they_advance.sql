-- What one stage advanced is what the next one got from the stage before it: deal by deal while the units are leads and deals (segment by
-- segment, in counts and money), in money where deals become invoices. Terms enter renewal by ending, so nothing is handed over to it.
with dropoff as (
    select * from {{ ref('fct_stage_dropoff') }}
),

handed_over as (
    select
        stage_order as from_stage,
        case when stage_order < 4 then segment else 'all' end as segment,
        currency,
        case when stage_order < 4 then advanced_count else 0 end as unit_count,
        advanced_amount as amount,
        case when stage_order < 4 then advanced_amount_rc else 0 end as amount_rc
    from dropoff
    where stage_order < 5

    union all

    select
        stage_order - 1,
        case when stage_order < 5 then segment else 'all' end,
        currency,
        case when stage_order < 5 then -entered_from_previous_count else 0 end,
        -entered_from_previous_amount,
        case when stage_order < 5 then -entered_from_previous_amount_rc else 0 end
    from dropoff
    where stage_order between 2 and 5
)

select
    from_stage,
    segment,
    currency,
    sum(unit_count) as unit_count,
    sum(amount) as amount,
    sum(amount_rc) as amount_rc
from handed_over
group by from_stage, segment, currency
having sum(unit_count) <> 0 or sum(amount) <> 0 or coalesce(sum(amount_rc), 0) <> 0
