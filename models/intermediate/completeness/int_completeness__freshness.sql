-- Stale: the last sign of life lies further back than what this data set usually takes. With fewer than three days
-- of events there is no usual distance yet; distances of long ago say nothing about today (who grew bills more often).
-- A loader that wrote after the newest event has seen that nothing came since: the sync counts.
with policy as (
    select * from {{ ref('int_completeness__policy') }}
),

gaps as (
    select
        data_set,
        source_relation,
        event_on,
        {{ days_between(
            'lag(event_on) over (partition by data_set, source_relation order by event_on)', 'event_on'
        ) }} as gap_days,
        max(event_on) over (partition by data_set, source_relation) as newest_event_on
    from {{ ref('int_completeness__events') }}
),

summed as (
    select
        gaps.data_set,
        gaps.source_relation,
        cast(count(*) as integer) as event_day_count,
        max(
            case
                when {{ days_between('gaps.event_on', 'gaps.newest_event_on') }} <= policy.sparse_stale_days
                    then gaps.gap_days
            end
        ) as longest_gap_days,
        max(gaps.event_on) as newest_event_on
    from gaps
    inner join policy
        on gaps.data_set = policy.data_set
        and gaps.source_relation = policy.source_relation
    group by gaps.data_set, gaps.source_relation
),

syncs as (
    select * from {{ ref('int_completeness__syncs') }}
),

limited as (
    select
        summed.data_set,
        summed.source_relation,
        summed.event_day_count,
        summed.longest_gap_days,
        case
            when summed.event_day_count < 3 then policy.sparse_stale_days
            else greatest(policy.stale_days, cast({{ round_div('3 * summed.longest_gap_days', '2') }} as integer))
        end as limit_days,
        summed.newest_event_on,
        syncs.synced_on,
        least(
            greatest(summed.newest_event_on, coalesce(syncs.synced_on, summed.newest_event_on)), {{ as_of_date() }}
        ) as last_sign_on
    from summed
    inner join policy
        on summed.data_set = policy.data_set
        and summed.source_relation = policy.source_relation
    left join syncs
        on summed.data_set = syncs.data_set
        and summed.source_relation = syncs.source_relation
)

select
    data_set,
    source_relation,
    event_day_count,
    longest_gap_days,
    limit_days,
    {{ days_between('last_sign_on', as_of_date()) }} as age_days,
    coalesce({{ days_between('last_sign_on', as_of_date()) }} > limit_days, false) as is_stale,
    newest_event_on,
    synced_on,
    last_sign_on
from limited
