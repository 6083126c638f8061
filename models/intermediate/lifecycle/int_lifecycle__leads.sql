-- How far each lead came. What became a deal was handled, whoever answered; a lead given up without an answer ends where it came in.
with answers as (
    select * from {{ ref('int_lifecycle__lead_answers') }}
),

leads as (
    select * from {{ ref('int_canonical__leads') }}
),

lead_deals as (
    select * from {{ ref('int_lifecycle__lead_deals') }}
),

joined as (
    select
        answers.*,
        lead_deals.deal_key,
        lead_deals.deal_key is not null and not lead_deals.is_first as is_duplicate,
        leads.disqualified_reason,
        coalesce(leads.is_converted, false) as is_converted,
        coalesce(leads.is_disqualified, false) as is_disqualified,
        coalesce(leads.is_converted, false) or leads.qualified_on is not null as is_handled,
        case
            when leads.qualified_on is null or leads.converted_on is null then coalesce(leads.converted_on, leads.qualified_on)
            else least(leads.converted_on, leads.qualified_on)
        end as handled_on
    from answers
    left join leads on answers.lead_key = leads.lead_key
    left join lead_deals on answers.lead_key = lead_deals.lead_key
),

intake as (
    select
        joined.*,
        case
            when is_handled or answered_at <= lost_after_at then 'advanced'
            when is_disqualified or answered_at > lost_after_at then 'dropped'
            when can_drop and lost_after_on <= {{ as_of_date() }} then 'dropped'
            else 'in_flight'
        end as intake_outcome,
        case
            when is_disqualified then coalesce(disqualified_reason, 'disqualified')
            when subject_type = 'missed_call' then 'missed_call'
            else 'never_answered'
        end as intake_reason
    from joined
),

final as (
    select
        lead_key,
        subject_type,
        source_relation,
        subject_id,
        deal_key,
        is_duplicate,
        intake_outcome,
        case when intake_outcome = 'dropped' then intake_reason end as intake_reason,
        intake_outcome = 'advanced' and coalesce(answered_at > late_after_at, can_drop and handled_on > late_after_on, false) as is_late,
        case
            when intake_outcome <> 'advanced' then cast(null as {{ dbt.type_string() }})
            when deal_key is not null and not is_duplicate then 'advanced'
            when is_duplicate or is_converted or is_disqualified then 'dropped'
            else 'in_flight'
        end as qualification_outcome,
        case
            when intake_outcome <> 'advanced' then cast(null as {{ dbt.type_string() }})
            when is_duplicate then 'duplicate_lead'
            when deal_key is not null then cast(null as {{ dbt.type_string() }})
            when is_converted then 'converted_without_deal'
            when is_disqualified then coalesce(disqualified_reason, 'disqualified')
        end as qualification_reason,
        created_on,
        case
            when intake_outcome = 'advanced'
                then greatest(created_on, least(coalesce(answered_on, handled_on, created_on), coalesce(handled_on, answered_on, created_on)))
        end as qualification_on
    from intake
)

select * from final
