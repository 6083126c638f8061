-- Leads and missed calls as one list, with their first answer (a response, or a word on the telephone) and until when it was asked for.
-- What a silent or stopped export does not say is no missing answer: can_drop.
with leads as (
    select * from {{ ref('int_canonical__leads') }}
),

contacts as (
    select * from {{ ref('int_lifecycle__lead_contacts') }}
),

missed_calls as (
    select * from {{ ref('int_lifecycle__missed_calls') }}
),

unfit as (
    select distinct
        data_set,
        source_relation
    from {{ ref('int_completeness__data_sets') }}
    where data_set in ('leads', 'calls') and reason is not null
),

united as (
    select
        leads.lead_key,
        'lead' as subject_type,
        leads.source_relation,
        leads.lead_id as subject_id,
        leads.has_response_times and unfit.data_set is null as can_drop,
        leads.created_at,
        case
            when contacts.contacted_at is null then leads.responded_at
            when leads.responded_at is null then greatest(contacts.contacted_at, leads.created_at)
            else least(leads.responded_at, greatest(contacts.contacted_at, leads.created_at))
        end as answered_at,
        leads.created_on
    from leads
    left join contacts on leads.lead_id = contacts.lead_id
    left join unfit
        on leads.source_relation = unfit.source_relation
        and unfit.data_set = 'leads'

    union all

    select
        missed_calls.call_key,
        'missed_call',
        missed_calls.source_relation,
        missed_calls.call_id,
        unfit.data_set is null,
        missed_calls.started_at,
        missed_calls.answered_at,
        missed_calls.started_on
    from missed_calls
    left join unfit
        on missed_calls.source_relation = unfit.source_relation
        and unfit.data_set = 'calls'
),

final as (
    select
        lead_key,
        subject_type,
        source_relation,
        subject_id,
        can_drop,
        created_at,
        answered_at,
        {{ add_hours('created_at', var('lead_response_hours') | int) }} as late_after_at,
        {{ add_hours('created_at', 10 * var('lead_response_hours') | int) }} as lost_after_at,
        created_on,
        {{ local_date('answered_at') }} as answered_on,
        {{ local_date(add_hours('created_at', var('lead_response_hours') | int)) }} as late_after_on,
        {{ local_date(add_hours('created_at', 10 * var('lead_response_hours') | int)) }} as lost_after_on
    from united
)

select * from final
