with source as (
    {{ raw_rows('netsuite', 'customer') }}
),

renamed as (
    select
        id as customer_id,
        externalid as external_id,
        parent as parent_customer_id,
        companyname as company_name,
        altname as alternative_name,
        email,
        source_relation,
        synced_at
    from source
)

select * from renamed
