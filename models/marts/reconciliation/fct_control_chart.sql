with points as (
    select * from {{ ref('int_drift__points') }}
),

signals as (
    select * from {{ ref('int_drift__signals') }}
)

select
    points.layer,
    points.account_key,
    points.service_month,
    points.variance_amount_rc,
    {{ ratio('points.variance_amount_rc', 'points.base_amount_rc') }} as variance_pct,
    {{ ratio('points.center_amount_rc', 'points.base_amount_rc') }} as center,
    {{ ratio('(points.center_amount_rc + 3 * points.sigma_amount_rc)', 'points.base_amount_rc') }} as upper_limit,
    {{ ratio('(points.center_amount_rc - 3 * points.sigma_amount_rc)', 'points.base_amount_rc') }} as lower_limit,
    {{ ratio('points.cusum_amount_rc', 'points.sigma_amount_rc') }} as cusum,
    points.signal,
    cast(signals.p_value as decimal(18, 12)) as p_value,
    signals.is_significant as is_persistent_drift,
    signals.first_signal_on
from points
inner join signals on points.layer = signals.layer and points.account_key = signals.account_key
