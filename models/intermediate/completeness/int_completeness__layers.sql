with requirements as (
    select * from {{ ref('int_completeness__requirements') }}
),

contract_links as (
    select * from {{ ref('int_completeness__contract_links') }}
),

ranked as (
    select
        layer,
        reason,
        row_number() over (partition by layer order by place) as place
    from requirements
    where reason is not null
),

reasons as (
    select
        layer,
        max(case when place = 1 then reason end)
        || coalesce('; ' || max(case when place = 2 then reason end), '')
        || coalesce('; ' || max(case when place = 3 then reason end), '')
        || coalesce('; ' || max(case when place = 4 then reason end), '') as reason
    from ranked
    group by layer
),

layers as (
    select distinct layer from requirements
),

final as (
    select
        layers.layer,
        case
            when reasons.reason is not null then reasons.reason
            when layers.layer = 'booked_vs_billed' and not contract_links.is_linked
                then
                    'no billed line names a contract, or a product to an account that has one:'
                    || ' nothing links billing and contracts'
        end as reason
    from layers
    left join reasons on layers.layer = reasons.layer
    cross join contract_links
)

select
    layer,
    reason is null as is_assessable,
    reason
from final
