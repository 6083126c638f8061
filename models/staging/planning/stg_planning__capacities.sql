with source as (
    {{ raw_rows('planning', 'capacity') }}
),

renamed as (
    select
        skill,
        available_hours,
        month as in_month,
        source_relation,
        synced_at
    from source
)

select * from renamed
