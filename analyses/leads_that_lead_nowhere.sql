-- Which leads did we answer and then lose, or leave lying, before they became a deal?
-- One row per owner, source and reason of stage qualification; still_open leads have no reason yet. Read amount beside days_since_oldest:
-- an owner with many open leads that are months old qualifies nobody, a reason that returns for one source says what that source is worth.
with entries as (
    select * from {{ ref('int_lifecycle__lead_entries') }}
    where stage = 'qualification' and outcome <> 'advanced'
),

leads as (
    select * from {{ ref('int_canonical__leads') }}
)

select
    coalesce(leads.owner_id, 'nobody') as owner_id,
    coalesce(leads.lead_source, case entries.subject_type when 'missed_call' then 'phone' else 'unknown' end) as lead_source,
    coalesce(entries.drop_reason, 'still_open') as reason,
    entries.currency,
    count(*) as lead_count,
    sum(entries.entered_amount) as amount,
    {{ days_between('min(entries.entered_on)', as_of_date()) }} as days_since_oldest
from entries
left join leads
    on entries.source_relation = leads.source_relation
    and entries.subject_id = leads.lead_id
    and entries.subject_type = 'lead'
group by
    coalesce(leads.owner_id, 'nobody'),
    coalesce(leads.lead_source, case entries.subject_type when 'missed_call' then 'phone' else 'unknown' end),
    coalesce(entries.drop_reason, 'still_open'),
    entries.currency
order by sum(entries.entered_amount) desc, coalesce(leads.owner_id, 'nobody'), coalesce(entries.drop_reason, 'still_open')
