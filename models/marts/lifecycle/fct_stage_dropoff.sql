{#- amount of an entry: its name in the mart -#}
{%- set amounts = {
    'entered': 'entered',
    'from_previous': 'entered_from_previous',
    'directly': 'entered_directly',
    'advanced': 'advanced',
    'dropped': 'dropped',
    'in_flight': 'in_flight',
} -%}
with entries as (
    select * from {{ ref('int_lifecycle__entries') }}
),

drops as (
    select * from {{ ref('int_lifecycle__drops') }}
),

summed as (
    select
        cohort_month,
        stage,
        segment,
        currency,
        max(stage_order) as stage_order,
        cast(sum(unit_count) as integer) as entered_count,
        cast(sum(from_previous_count) as integer) as entered_from_previous_count,
        cast(sum(case when outcome = 'advanced' then unit_count else 0 end) as integer) as advanced_count,
        cast(sum(case when outcome = 'dropped' then unit_count else 0 end) as integer) as dropped_count,
        cast(sum(case when outcome = 'in_flight' then unit_count else 0 end) as integer) as in_flight_count,
        cast(sum(case when is_late then unit_count else 0 end) as integer) as late_count,
        {% for amount, name in amounts.items() -%}
            cast(sum({{ amount }}_amount) as decimal(18, 4)) as {{ name }}_amount,
            -- no rate for one of them: no sum
            cast(
                case when count({{ amount }}_amount_rc) = count(*) then sum({{ amount }}_amount_rc) end as decimal(18, 4)
            ) as {{ name }}_amount_rc,
        {% endfor -%}
        cast(sum(excused_amount) as decimal(18, 4)) as excused_amount
    from entries
    group by cohort_month, stage, segment, currency
),

reasons as (
    select
        entries.cohort_month,
        entries.stage,
        entries.segment,
        entries.currency,
        drops.reason,
        row_number() over (
            partition by entries.cohort_month, entries.stage, entries.segment, entries.currency
            order by sum(drops.dropped_amount) desc, count(*) desc, drops.reason
        ) as place
    from drops
    inner join entries on drops.entry_key = entries.entry_key
    group by entries.cohort_month, entries.stage, entries.segment, entries.currency, drops.reason
)

select
    summed.stage,
    summed.segment,
    summed.currency,
    reasons.reason as top_drop_reason,
    cast(summed.stage_order as integer) as stage_order,
    summed.entered_count,
    summed.entered_from_previous_count,
    cast(summed.entered_count - summed.entered_from_previous_count as integer) as entered_directly_count,
    summed.advanced_count,
    summed.dropped_count,
    summed.in_flight_count,
    summed.late_count,
    {% for name in amounts.values() -%}
        summed.{{ name }}_amount,
        summed.{{ name }}_amount_rc,
    {% endfor -%}
    summed.excused_amount,
    {{ ratio('summed.dropped_count', 'summed.entered_count') }} as dropoff_rate,
    {{ ratio('summed.dropped_amount', 'summed.entered_amount') }} as dropoff_amount_rate,
    summed.cohort_month
from summed
left join reasons
    on summed.cohort_month = reasons.cohort_month
    and summed.stage = reasons.stage
    and summed.segment = reasons.segment
    and summed.currency = reasons.currency
    and reasons.place = 1
