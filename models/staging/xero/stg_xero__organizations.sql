with source as (
    {{ raw_rows('xero', 'organization') }}
),

renamed as (
    select
        organisation_id as organization_id,
        base_currency,
        source_relation,
        synced_at
    from source
)

select * from renamed
