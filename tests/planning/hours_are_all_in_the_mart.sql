-- Every planned and every promised hour is in the mart, but for those of deals that were lost; no commitment is lost or doubled.
with promised as (
    select
        count(*) as row_count,
        sum(case when standing = 'committed' then hours else 0 end) as committed,
        sum(case when standing = 'pipeline' then hours else 0 end) as pipeline,
        sum(case when standing = 'unlinked' then hours else 0 end) as unlinked
    from {{ ref('int_plans__commitments') }}
),

registered as (
    select count(*) as row_count from {{ ref('int_canonical__commitments') }}
),

available as (
    select sum(available_hours) as hours from {{ ref('int_canonical__capacities') }}
),

mart as (
    select
        sum(planned) as available,
        sum(actual) as committed,
        sum(pipeline) as pipeline,
        sum(unlinked) as unlinked
    from {{ ref('fct_plan_variance') }}
    where metric = 'capacity'
)

select
    mart.*,
    promised.row_count
from mart
cross join promised
cross join registered
cross join available
where
    coalesce(mart.available, 0) <> coalesce(available.hours, 0)
    or coalesce(mart.committed, 0) <> coalesce(promised.committed, 0)
    or coalesce(mart.pipeline, 0) <> coalesce(promised.pipeline, 0)
    or coalesce(mart.unlinked, 0) <> coalesce(promised.unlinked, 0)
    or promised.row_count <> registered.row_count
