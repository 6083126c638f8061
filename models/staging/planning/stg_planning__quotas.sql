with source as (
    {{ raw_rows('planning', 'quota') }}
),

renamed as (
    select
        rep_id,
        currency,
        amount,
        period_start as period_start_on,
        period_end as period_end_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
