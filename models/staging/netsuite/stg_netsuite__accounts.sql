with source as (
    {{ raw_rows('netsuite', 'account') }}
),

renamed as (
    select
        id as account_id,
        acctnumber as account_number,
        fullname as account_name,
        accttype as account_type,
        sspecacct as special_account_type,
        source_relation,
        synced_at
    from source
)

select * from renamed
