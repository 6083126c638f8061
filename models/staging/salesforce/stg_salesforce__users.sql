with source as (
    {{ raw_rows('salesforce', 'user') }}
),

renamed as (
    select
        id as user_id,
        manager_id,
        name as user_name,
        email,
        is_active,
        source_relation,
        synced_at
    from source
)

select * from renamed
