with source as (
    {{ raw_rows('xero', 'journal_line') }}
),

renamed as (
    select
        journal_line_id,
        journal_id,
        account_id,
        account_code,
        account_name,
        account_type,
        description,
        net_amount,
        source_relation,
        synced_at
    from source
)

select * from renamed
