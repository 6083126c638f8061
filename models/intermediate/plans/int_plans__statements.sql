-- A quota is stated once, before anybody sells; a forecast as often as it is made. What is said after the period has ended is
-- no forecast. A quota in two currencies converts them at the rate of its first day.
with quotas as (
    select * from {{ ref('int_canonical__quotas') }}
),

forecast_snapshots as (
    select * from {{ ref('int_canonical__forecast_snapshots') }}
),

partners as (
    select * from {{ ref('int_plans__partners') }}
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
        forecast_snapshots.scope,
        case when forecast_snapshots.scope = 'partner' then partners.plan_partner_id else forecast_snapshots.scope_id end,
        forecast_snapshots.source_relation,
        forecast_snapshots.currency,
        forecast_snapshots.amount,
        forecast_snapshots.snapshot_on,
        forecast_snapshots.period_start_on,
        forecast_snapshots.period_end_on
    from forecast_snapshots
    left join partners
        on
        forecast_snapshots.source_relation = partners.source_relation
        and forecast_snapshots.scope_id = partners.partner_id
    where
        forecast_snapshots.period_start_on <= {{ as_of_date() }}
        and forecast_snapshots.period_end_on >= forecast_snapshots.period_start_on
        and forecast_snapshots.snapshot_on <= forecast_snapshots.period_end_on
        and forecast_snapshots.scope_id is not null
)

select * from final
