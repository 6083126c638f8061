-- A quota is stated once, before anybody sells; a forecast as often as it is made. What is said after the period has ended is
-- no forecast. A quota in two currencies converts them at the rate of its first day.
with quotas as (
    select * from {{ ref('int_canonical__quotas') }}
),

forecast_snapshots as (
    select * from {{ ref('int_canonical__forecast_snapshots') }}
),

final as (
    select
        'quota_attainment' as metric,
        'rep' as scope,
        rep_id as scope_id,
        source_relation,
        currency,
        amount,
        period_start_on as stated_on,
        period_start_on as period_start,
        period_end_on as period_end
    from quotas
    where period_start_on <= {{ as_of_date() }} and period_end_on >= period_start_on

    union all

    select
        'forecast_accuracy',
        scope,
        scope_id,
        source_relation,
        currency,
        amount,
        snapshot_on,
        period_start_on,
        period_end_on
    from forecast_snapshots
    where
        period_start_on <= {{ as_of_date() }}
        and period_end_on >= period_start_on
        and snapshot_on <= period_end_on
        and scope_id is not null
)

select * from final
