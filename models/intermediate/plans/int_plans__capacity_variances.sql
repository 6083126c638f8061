-- Hours that can be delivered against hours promised, and what the open pipeline would add. A month for which no capacity at all
-- is planned lies beyond the plan: nothing is found there; a skill without capacity in a planned month is found.
with capacities as (
    select * from {{ ref('int_canonical__capacities') }}
),

commitments as (
    select * from {{ ref('int_plans__commitments') }}
),

united as (
    select
        in_month,
        skill,
        available_hours,
        cast(0 as decimal(18, 8)) as committed_hours,
        cast(0 as decimal(18, 8)) as unlinked_hours,
        cast(0 as decimal(18, 8)) as pipeline_hours,
        cast(0 as decimal(18, 8)) as weighted_hours
    from capacities

    union all

    select
        in_month,
        skill,
        cast(null as decimal(18, 8)),
        case when standing = 'committed' then hours else 0 end,
        case when standing = 'unlinked' then hours else 0 end,
        case when standing = 'pipeline' then hours else 0 end,
        case when standing = 'pipeline' then cast({{ multiply('hours', 'probability_pct') }} * 0.01 as decimal(18, 8)) else 0 end
    from commitments
),

planned_months as (
    select distinct in_month from capacities
),

final as (
    select
        united.in_month,
        lower(united.skill) as skill_key,
        -- the plan's own spelling, else that of the hours
        coalesce(min(case when united.available_hours is not null then united.skill end), min(united.skill)) as skill,
        cast(coalesce(sum(united.available_hours), 0) as decimal(18, 4)) as available_hours,
        cast(sum(united.committed_hours) as decimal(18, 4)) as committed_hours,
        cast(sum(united.unlinked_hours) as decimal(18, 4)) as unlinked_hours,
        cast(sum(united.pipeline_hours) as decimal(18, 4)) as pipeline_hours,
        cast(sum(united.weighted_hours) as decimal(18, 4)) as weighted_hours,
        count(planned_months.in_month) > 0 as is_planned_month
    from united
    left join planned_months on united.in_month = planned_months.in_month
    group by united.in_month, lower(united.skill)
)

select * from final
