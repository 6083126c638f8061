-- Plans that cannot be compared, each with its reason; part of rejected_rows.
with quotas as (
    select
        quotas.source_relation,
        'quota' as table_name,
        quotas.rep_id || '|' || quotas.period_start_on || '|' || quotas.period_end_on as row_key,
        quotas.period_start_on,
        quotas.period_end_on,
        quotas.rep_id as scope_id
    from {{ ref('int_canonical__quotas') }} as quotas
),

forecasts as (
    select
        snapshots.source_relation,
        'forecast_snapshot' as table_name,
        snapshots.scope || '|' || coalesce(snapshots.scope_id, '') || '|' || snapshots.snapshot_on || '|' || snapshots.period_start_on as row_key,
        snapshots.period_start_on,
        snapshots.period_end_on,
        snapshots.scope_id
    from {{ ref('int_canonical__forecast_snapshots') }} as snapshots
),

stated as (
    select * from quotas
    union all
    select * from forecasts
),

variances as (
    select * from {{ ref('int_plans__booking_variances') }}
),

final as (
    select distinct
        source_relation as system,
        table_name,
        row_key,
        case
            when scope_id is null then 'forecast of a rep or partner without its id: not compared'
            else 'period ends before it starts: not compared'
        end as reason
    from stated
    where scope_id is null or period_end_on < period_start_on

    union all

    select
        'planning',
        case metric when 'quota_attainment' then 'quota' else 'forecast_snapshot' end,
        scope || '|' || scope_id || '|' || period_start || '|' || period_end,
        not_assessable_reason || ': not compared'
    from variances
    where not_assessable_reason like '%exchange rate%'
)

select * from final
