with source as (
    {{ raw_rows('generic', 'stage_history') }}
),

renamed as (
    select
        deal_id,
        stage,
        entered_on,
        exited_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
