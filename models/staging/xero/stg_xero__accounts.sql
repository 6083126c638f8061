with source as (
    {{ raw_rows('xero', 'account') }}
),

renamed as (
    select
        account_id,
        code as account_code,
        name as account_name,
        type as account_type,
        system_account,
        source_relation,
        synced_at
    from source
)

select * from renamed
