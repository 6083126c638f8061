with comparisons as (
    select * from {{ ref('int_plans__comparisons') }}
),

partners as (
    select distinct
        plan_partner_id,
        partner_key
    from {{ ref('int_plans__partners') }}
),

measured as (
    select
        comparisons.*,
        partners.partner_key,
        actual - planned as variance,
        actual + weighted_pipeline as projected,
        cast(breach_pct as decimal(18, 4)) * abs(planned) * 0.01 as allowed
    from comparisons
    left join partners on comparisons.scope = 'partner' and comparisons.scope_id = partners.plan_partner_id
),

final as (
    select
        case period_level
            when 1 then metric
            else metric || '_level_' || cast(period_level as {{ dbt.type_string() }})
        end as metric,
        scope,
        scope_id,
        partner_key,
        period_start,
        period_end,
        currency,
        planned,
        actual,
        cast(variance as decimal(18, 4)) as variance,
        {{ ratio('variance', 'planned') }} as variance_pct,
        is_judged and (is_more_a_breach and variance > allowed or is_less_a_breach and -variance > allowed) as is_breach,
        actual_amount_rc,
        is_ended,
        not_assessable_reason,
        forecast_on,
        first_planned,
        first_forecast_on,
        last_planned,
        last_forecast_on,
        forecast_count,
        change_count,
        bias,
        weighted_absolute_error,
        pipeline,
        weighted_pipeline,
        cast(projected as decimal(18, 4)) as projected,
        case when weighted_pipeline is not null then is_judged and projected - planned > allowed end as is_projected_breach,
        unlinked
    from measured
)

select * from final
