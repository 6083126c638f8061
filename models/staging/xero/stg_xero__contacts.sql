with source as (
    {{ raw_rows('xero', 'contact') }}
),

renamed as (
    select
        contact_id,
        name as contact_name,
        email_address as email,
        tax_number,
        is_customer,
        source_relation,
        synced_at
    from source
)

select * from renamed
