with source as (
    {{ raw_rows('planning', 'forecast_snapshot') }}
),

renamed as (
    select
        scope_id,
        scope,
        currency,
        amount,
        snapshot_date as snapshot_on,
        period_start as period_start_on,
        period_end as period_end_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
