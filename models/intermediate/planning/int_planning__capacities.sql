-- A month may be planned in parts, such as weeks: they add up.
with capacities as (
    select * from {{ ref('stg_planning__capacities') }}
),

final as (
    select
        cast('planning' as {{ dbt.type_string() }}) as system,
        source_relation,
        skill,
        cast(sum(available_hours) as decimal(18, 8)) as available_hours,
        {{ month_start('in_month') }} as in_month
    from capacities
    group by source_relation, skill, {{ month_start('in_month') }}
)

select * from final
