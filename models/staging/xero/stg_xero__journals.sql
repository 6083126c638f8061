with source as (
    {{ raw_rows('xero', 'journal') }}
),

renamed as (
    select
        journal_id,
        source_id,
        journal_number,
        reference,
        source_type,
        journal_date as journal_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
