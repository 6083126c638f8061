with mapped as (
    {{ union_mappings(
        [
            ref('int_planning__forecast_snapshots')
        ],
        computed=['forecast_snapshot_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'snapshot_on', 'period_start_on', 'period_end_on', 'scope', 'scope_id', 'currency']) }} as forecast_snapshot_key,
        system,
        source_relation,
        scope,
        scope_id,
        currency,
        amount,
        snapshot_on,
        period_start_on,
        period_end_on
    from mapped
    where snapshot_on <= {{ as_of_date() }}
)

select * from final
