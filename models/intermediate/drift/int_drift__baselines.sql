-- The frozen baseline of each series: its first control_chart_min_points points. They only give sigma (mean moving range / 1.128, at
-- least one minor unit) and the centre line; no point is ever tested against a baseline that contains it.
with series as (
    select * from {{ ref('int_drift__series') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

moves as (
    select
        series.*,
        abs(variance_amount_rc - lag(variance_amount_rc) over (partition by layer, account_key order by point_no)) as moving_range
    from series
    where point_no <= {{ var('control_chart_min_points') }}
),

summed as (
    select
        layer,
        account_key,
        count(*) as point_count,
        sum(variance_amount_rc) as variance_total,
        sum(moving_range) as moving_range_total,
        count(moving_range) as moving_range_count
    from moves
    group by layer, account_key
),

final as (
    select
        summed.layer,
        summed.account_key,
        {{ scale_amount('variance_total', '1', 'point_count', '4') }} as center_amount_rc,
        greatest(
            {{ scale_amount('coalesce(moving_range_total, 0)', '1', 'moving_range_count * 1.128', '4') }},
            {{ minor_unit('reporting.minor_units') }}
        ) as sigma_amount_rc
    from summed
    cross join reporting
    where summed.point_count >= {{ var('control_chart_min_points') }}
)

select * from final
