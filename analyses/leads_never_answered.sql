-- Whose leads are never answered?
-- One row per owner and source: dropped leads were not answered within ten times the response time, late ones were answered after it,
-- waiting ones are past it and can still be saved: call them first. Compare dropped with all: a single owner with a high share is away
-- or overloaded, a single source is not read by anybody.
with leads as (
    select
        canonical.owner_id,
        canonical.lead_source,
        outcomes.subject_type,
        outcomes.intake_outcome,
        outcomes.intake_reason,
        outcomes.is_late,
        outcomes.intake_outcome = 'in_flight' and answers.can_drop and answers.late_after_on < {{ as_of_date() }} as is_waiting,
        outcomes.created_on
    from {{ ref('int_lifecycle__leads') }} as outcomes
    inner join {{ ref('int_lifecycle__lead_answers') }} as answers on outcomes.lead_key = answers.lead_key
    left join {{ ref('int_canonical__leads') }} as canonical
        on outcomes.subject_type = 'lead'
        and outcomes.source_relation = canonical.source_relation
        and outcomes.subject_id = canonical.lead_id
    where not outcomes.is_duplicate
)

select
    coalesce(owner_id, 'nobody') as owner_id,
    coalesce(lead_source, case subject_type when 'missed_call' then 'phone' else 'unknown' end) as lead_source,
    count(*) as lead_count,
    sum(case when intake_outcome = 'dropped' then 1 else 0 end) as dropped_count,
    sum(case when is_late then 1 else 0 end) as late_count,
    sum(case when is_waiting then 1 else 0 end) as waiting_count,
    max(case when intake_outcome = 'dropped' then intake_reason end) as a_reason,
    max(case when intake_outcome = 'dropped' then created_on end) as last_dropped_created_on
from leads
group by
    coalesce(owner_id, 'nobody'),
    coalesce(lead_source, case subject_type when 'missed_call' then 'phone' else 'unknown' end)
having sum(case when intake_outcome = 'dropped' or is_waiting then 1 else 0 end) > 0
order by
    sum(case when intake_outcome = 'dropped' then 1 else 0 end) desc,
    count(*) desc,
    coalesce(owner_id, 'nobody'),
    coalesce(lead_source, case subject_type when 'missed_call' then 'phone' else 'unknown' end)
