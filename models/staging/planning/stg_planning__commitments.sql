with source as (
    {{ raw_rows('planning', 'commitment') }}
),

renamed as (
    select
        contract_line_id,
        skill,
        hours,
        month as in_month,
        source_relation,
        synced_at
    from source
)

select * from renamed
