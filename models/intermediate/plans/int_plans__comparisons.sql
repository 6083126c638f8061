-- Plans of money and of hours side by side. Forecasts are wrong on either side, quotas only when missed, capacity only when
-- overcommitted. A period that still runs is not missed yet; hours are promised long before their month.
{% set money_only = [
    ('actual_amount_rc', 'decimal(18, 4)'), ('first_planned', 'decimal(18, 4)'), ('last_planned', 'decimal(18, 4)'),
    ('forecast_on', 'date'), ('first_forecast_on', 'date'), ('last_forecast_on', 'date'),
    ('forecast_count', 'integer'), ('change_count', 'integer'),
    ('bias', 'decimal(18, 8)'), ('weighted_absolute_error', 'decimal(18, 8)'),
] %}
{% set hours_only = ['pipeline', 'weighted_pipeline', 'unlinked'] %}

with booking_variances as (
    select * from {{ ref('int_plans__booking_variances') }}
),

forecast_errors as (
    select * from {{ ref('int_plans__forecast_errors') }}
),

capacity_variances as (
    select * from {{ ref('int_plans__capacity_variances') }}
),

money as (
    select
        booking_variances.metric,
        booking_variances.scope,
        booking_variances.scope_id,
        booking_variances.period_start,
        booking_variances.period_end,
        booking_variances.period_level,
        booking_variances.currency,
        booking_variances.planned_amount as planned,
        booking_variances.actual_amount as actual,
        booking_variances.actual_amount_rc,
        booking_variances.is_planned,
        booking_variances.is_ended,
        booking_variances.not_assessable_reason,
        -- only forecasts move
        {% for name, said in [
            ('first_planned', 'first_amount'), ('last_planned', 'last_amount'),
            ('forecast_on', 'stated_on'), ('first_forecast_on', 'first_stated_on'), ('last_forecast_on', 'last_stated_on'),
            ('forecast_count', 'statement_count'), ('change_count', 'change_count'),
        ] -%}
            case when booking_variances.metric = 'forecast_accuracy' then booking_variances.{{ said }} end as {{ name }},
        {% endfor -%}
        forecast_errors.bias,
        forecast_errors.weighted_absolute_error
    from booking_variances
    left join forecast_errors
        on
        booking_variances.metric = 'forecast_accuracy'
        and booking_variances.scope = forecast_errors.scope
        and booking_variances.scope_id = forecast_errors.scope_id
        and booking_variances.period_start = forecast_errors.period_start
        and booking_variances.period_end = forecast_errors.period_end
),

final as (
    select
        metric,
        scope,
        scope_id,
        period_start,
        period_end,
        period_level,
        currency,
        planned,
        actual,
        not_assessable_reason,
        is_ended,
        {% for name, type in money_only -%}
            {{ name }},
        {% endfor -%}
        {% for name in hours_only -%}
            cast(null as decimal(18, 4)) as {{ name }},
        {% endfor -%}
        is_planned and is_ended and not_assessable_reason is null as is_judged,
        metric <> 'quota_attainment' as is_more_a_breach,
        true as is_less_a_breach,
        case
            when metric = 'quota_attainment' then {{ var('quota_breach_pct') }} else {{ var('forecast_breach_pct') }}
        end as breach_pct
    from money

    union all

    select
        'capacity',
        'skill',
        skill,
        in_month,
        {{ add_days(add_months('in_month', 1), -1) }},
        1,
        cast(null as {{ dbt.type_string() }}),
        available_hours,
        committed_hours,
        case when not is_planned_month then 'no capacity is planned for this month' end,
        {{ add_months('in_month', 1) }} <= {{ add_days(as_of_date(), 1) }},
        {% for name, type in money_only -%}
            cast(null as {{ type }}),
        {% endfor -%}
        pipeline_hours,
        weighted_hours,
        unlinked_hours,
        is_planned_month,
        true,
        false,
        {{ var('capacity_breach_pct') }}
    from capacity_variances
)

select * from final
