-- How well a rep, a partner or the company forecasts, over its ended periods up to each: bias shows the side it errs to, the
-- weighted absolute error its size, which does not net a good month against a bad one.
with variances as (
    select
        booking_variances.*,
        actual_amount - planned_amount as variance_amount
    from {{ ref('int_plans__booking_variances') }} as booking_variances
    where metric = 'forecast_accuracy' and is_planned and is_ended and not_assessable_reason is null
),

{%- set so_far = 'over (partition by scope, scope_id, currency, period_level order by period_end, period_start rows unbounded preceding)' %}

running as (
    select
        scope,
        scope_id,
        period_start,
        period_end,
        cast(sum(variance_amount) {{ so_far }} as decimal(18, 4)) as variance_so_far,
        cast(sum(abs(variance_amount)) {{ so_far }} as decimal(18, 4)) as absolute_variance_so_far,
        cast(sum(actual_amount) {{ so_far }} as decimal(18, 4)) as actual_so_far
    from variances
),

final as (
    select
        scope,
        scope_id,
        period_start,
        period_end,
        {{ ratio('variance_so_far', 'actual_so_far') }} as bias,
        {{ ratio('absolute_variance_so_far', 'actual_so_far') }} as weighted_absolute_error
    from running
)

select * from final
