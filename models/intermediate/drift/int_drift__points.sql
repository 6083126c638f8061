-- Each point against its baseline: the one-sided CUSUM on the short side, target 0. max(0, S + x - k sigma) step by step is the running
-- sum of x - k sigma above its own running minimum.
with series as (
    select * from {{ ref('int_drift__series') }}
),

baselines as (
    select * from {{ ref('int_drift__baselines') }}
),

stepped as (
    select
        series.*,
        baselines.center_amount_rc,
        baselines.sigma_amount_rc,
        sum(series.variance_amount_rc - {{ var('cusum_k') }} * baselines.sigma_amount_rc) over (
            partition by series.layer, series.account_key order by series.point_no rows between unbounded preceding and current row
        ) as running_amount
    from series
    inner join baselines on series.layer = baselines.layer and series.account_key = baselines.account_key
),

floored as (
    select
        stepped.*,
        least(
            min(running_amount) over (partition by layer, account_key order by point_no rows between unbounded preceding and current row),
            0
        ) as floor_amount
    from stepped
),

-- a run begins after the last point at which the CUSUM stood at 0
runs as (
    select
        floored.*,
        running_amount - floor_amount as cusum_amount_rc,
        max(case when running_amount - floor_amount <= 0 then point_no else 0 end) over (
            partition by layer, account_key order by point_no rows between unbounded preceding and current row
        ) as last_zero_point_no,
        case
            when point_no <= {{ var('control_chart_min_points') }} then null
            when running_amount - floor_amount > {{ var('cusum_h') }} * sigma_amount_rc then 'cusum'
            when variance_amount_rc > center_amount_rc + 3 * sigma_amount_rc then 'upper_limit'
            when variance_amount_rc < center_amount_rc - 3 * sigma_amount_rc then 'lower_limit'
        end as signal
    from floored
)

select
    layer,
    account_key,
    service_month,
    point_no,
    base_amount_rc,
    variance_amount_rc,
    center_amount_rc,
    sigma_amount_rc,
    cast(cusum_amount_rc as decimal(18, 4)) as cusum_amount_rc,
    last_zero_point_no + 1 as run_start_point_no,
    signal
from runs
