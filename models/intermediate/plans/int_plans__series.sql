-- The plan is what was said last on or before the first day of the period; where nobody had spoken by then, what was said first.
with statements as (
    select * from {{ ref('int_plans__statements') }}
),

ranked as (
    select
        statements.*,
        case when stated_on <= period_start then 0 else 1 end as is_late,
        lag(amount) over (
            partition by metric, scope, scope_id, period_start, period_end, source_relation, currency
            order by stated_on
        ) as amount_before,
        row_number() over (
            partition by metric, scope, scope_id, period_start, period_end, source_relation, currency
            order by stated_on
        ) as first_place,
        row_number() over (
            partition by metric, scope, scope_id, period_start, period_end, source_relation, currency
            order by stated_on desc
        ) as last_place
    from statements
),

placed as (
    select
        ranked.*,
        row_number() over (
            partition by metric, scope, scope_id, period_start, period_end, source_relation, currency
            order by is_late, case when is_late = 0 then last_place else first_place end
        ) as start_place
    from ranked
),

final as (
    select
        metric,
        scope,
        scope_id,
        period_start,
        period_end,
        source_relation,
        currency,
        max(case when start_place = 1 then stated_on end) as stated_on,
        max(case when start_place = 1 then amount end) as planned_amount,
        max(case when first_place = 1 then amount end) as first_amount,
        max(case when last_place = 1 then amount end) as last_amount,
        min(stated_on) as first_stated_on,
        max(stated_on) as last_stated_on,
        cast(count(*) as integer) as statement_count,
        cast(sum(case when amount <> amount_before then 1 else 0 end) as integer) as change_count
    from placed
    group by metric, scope, scope_id, period_start, period_end, source_relation, currency
)

select * from final
