{#- A lead is one unit of one amount: all of it advances, drops or is in flight. -#}
{%- set stages = [
    ('lead_intake', 1, 'intake_outcome', 'intake_reason', 'created_on', 0),
    ('qualification', 2, 'qualification_outcome', 'qualification_reason', 'qualification_on', 1),
] -%}
with leads as (
    select * from {{ ref('int_lifecycle__leads') }}
),

lead_values as (
    select * from {{ ref('int_lifecycle__lead_values') }}
),

entries as (
    {% for stage, stage_order, outcome, reason, entered_on, is_from_previous in stages -%}
        select
            '{{ stage }}' as stage,
            {{ stage_order }} as stage_order,
            lead_key,
            subject_type,
            source_relation,
            subject_id,
            {{ outcome }} as outcome,
            {{ reason }} as drop_reason,
            is_late,
            {{ is_from_previous }} as from_previous_count,
            {{ entered_on }} as entered_on
        from leads
        where {{ outcome }} is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        {{ surrogate_key(['entries.stage', 'entries.lead_key']) }} as entry_key,
        entries.stage,
        entries.stage_order,
        entries.subject_type,
        entries.source_relation,
        entries.subject_id,
        lead_values.account_key,
        lead_values.segment,
        lead_values.currency,
        lead_values.reporting_rate,
        entries.outcome,
        entries.drop_reason,
        1 as unit_count,
        entries.from_previous_count,
        lead_values.amount as entered_amount,
        cast(lead_values.amount * entries.from_previous_count as decimal(18, 4)) as from_previous_amount,
        cast(case when entries.outcome = 'advanced' then lead_values.amount else 0 end as decimal(18, 4)) as advanced_amount,
        cast(case when entries.outcome = 'dropped' then lead_values.amount else 0 end as decimal(18, 4)) as dropped_amount,
        cast(case when entries.outcome = 'in_flight' then lead_values.amount else 0 end as decimal(18, 4)) as in_flight_amount,
        cast(0 as decimal(18, 4)) as excused_amount,
        entries.is_late and entries.stage = 'lead_intake' as is_late,
        entries.entered_on
    from entries
    inner join lead_values on entries.lead_key = lead_values.lead_key
)

select * from final
