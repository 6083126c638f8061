with quotas as (
    select * from {{ ref('stg_planning__quotas') }}
),

final as (
    select
        cast('planning' as {{ dbt.type_string() }}) as system,
        source_relation,
        rep_id,
        currency,
        amount,
        period_start_on,
        period_end_on
    from quotas
)

select * from final
