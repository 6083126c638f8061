with source as (
    {{ raw_rows('generic', 'account') }}
),

renamed as (
    select
        account_id,
        parent_account_id,
        partner_id,
        account_name,
        segment,
        email_domain,
        tax_id,
        source_relation,
        synced_at
    from source
)

select * from renamed
