-- In which months would the open pipeline promise more hours than there are, and on whose skills?
-- overcommitted months have sold too much already; the others break only if the open deals close as likely as their stage says.
-- free_hours is what is left before any deal closes: hire, move dates, or stop discounting what cannot be delivered anyway.
select
    scope_id as skill,
    period_start as in_month,
    planned as available_hours,
    actual as committed_hours,
    planned - actual as free_hours,
    pipeline as pipeline_hours,
    weighted_pipeline as weighted_pipeline_hours,
    projected as projected_hours,
    is_breach as is_overcommitted,
    is_projected_breach
from {{ ref('fct_plan_variance') }}
where
    metric = 'capacity'
    and (is_breach or is_projected_breach)
    and period_end > {{ as_of_date() }}
order by period_start, scope_id
