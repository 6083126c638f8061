-- A month may be planned in parts, such as weeks: they add up.
with commitments as (
    select * from {{ ref('stg_planning__commitments') }}
),

final as (
    select
        cast('planning' as {{ dbt.type_string() }}) as system,
        source_relation,
        contract_line_id,
        skill,
        cast(sum(hours) as decimal(18, 8)) as hours,
        {{ month_start('in_month') }} as in_month
    from commitments
    group by source_relation, contract_line_id, skill, {{ month_start('in_month') }}
)

select * from final
