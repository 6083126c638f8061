-- The accounts whose latest closed month stands in a CUSUM run above the decision limit, with the sign test over that run and the
-- false discovery rate controlled over all accounts of the layer (Benjamini-Hochberg, q = 0.05). The test looks at the last 60 months
-- of a run at most, the money at all of them.
with points as (
    select * from {{ ref('int_drift__points') }}
),

sign_test as (
    select * from {{ ref('sign_test') }}
),

latest as (
    select
        layer,
        account_key,
        max(point_no) as point_no
    from points
    group by layer, account_key
),

current_runs as (
    select
        points.layer,
        points.account_key,
        points.point_no,
        points.run_start_point_no,
        points.signal
    from points
    inner join latest
        on
        points.layer = latest.layer
        and points.account_key = latest.account_key
        and points.point_no = latest.point_no
),

run_signs as (
    select
        current_runs.layer,
        current_runs.account_key,
        current_runs.signal,
        min(points.service_month) as run_started_on,
        min(case when points.signal = 'cusum' then points.service_month end) as first_signal_on,
        sum(points.variance_amount_rc) as run_amount_rc,
        count(case when points.variance_amount_rc > 0 and points.point_no > current_runs.point_no - 60 then 1 end) as short_count,
        count(case when points.variance_amount_rc <> 0 and points.point_no > current_runs.point_no - 60 then 1 end) as month_count
    from current_runs
    left join points
        on
        current_runs.layer = points.layer
        and current_runs.account_key = points.account_key
        and current_runs.run_start_point_no <= points.point_no
    group by current_runs.layer, current_runs.account_key, current_runs.signal
),

tested as (
    select
        run_signs.*,
        coalesce(sign_test.p_value, 1) as p_value,
        count(*) over (partition by run_signs.layer) as test_count,
        row_number() over (partition by run_signs.layer order by coalesce(sign_test.p_value, 1), run_signs.account_key) as p_rank
    from run_signs
    left join sign_test
        on
        run_signs.month_count = sign_test.month_count
        and run_signs.short_count = sign_test.short_count
),

-- the largest rank whose p-value lies under its share of q, and all before it
thresholds as (
    select
        layer,
        max(p_rank) as last_rank
    from tested
    where p_value * test_count <= 0.05 * p_rank
    group by layer
)

select
    tested.layer,
    tested.account_key,
    tested.run_started_on,
    tested.first_signal_on,
    cast(tested.run_amount_rc as decimal(18, 4)) as run_amount_rc,
    tested.month_count,
    tested.short_count,
    tested.p_value,
    coalesce(tested.signal = 'cusum' and tested.p_rank <= thresholds.last_rank, false) as is_significant
from tested
left join thresholds on tested.layer = thresholds.layer
