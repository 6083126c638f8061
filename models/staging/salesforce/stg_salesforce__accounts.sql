with source as (
    {{ raw_rows('salesforce', 'account') }}
),

renamed as (
    select
        id as account_id,
        name as account_name,
        created_date as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
