with forecast_snapshots as (
    select * from {{ ref('stg_planning__forecast_snapshots') }}
),

final as (
    select
        cast('planning' as {{ dbt.type_string() }}) as system,
        source_relation,
        scope,
        case when scope = 'total' then 'total' else scope_id end as scope_id,
        currency,
        amount,
        snapshot_on,
        period_start_on,
        period_end_on
    from forecast_snapshots
)

select * from final
