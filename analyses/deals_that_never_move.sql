-- Which open deals stand still, and how much of the forecast do they make up?
-- stalled deals are in their stage for more than twice the time that won deals took; pushes tell how often their close date moved.
-- A large deal that is stalled, pushed three times and past its close date is not in the pipeline any more, whoever says so.
select
    owner_id,
    deal_id,
    stage,
    currency,
    amount,
    days_in_stage,
    usual_days_in_stage,
    push_count,
    moved_out_of_quarter_amount,
    first_close_on,
    close_on,
    is_past_its_close_date,
    has_valid_lead_source
from {{ ref('fct_deal_lifecycle') }}
where
    not is_closed
    and (is_stalled or push_count > 0 or is_past_its_close_date)
order by case when is_stalled then 0 else 1 end, amount desc, deal_id
