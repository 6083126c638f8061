with source as (
    {{ raw_rows('governance', 'approved_exception') }}
),

renamed as (
    select
        exception_id,
        reference_id,
        scope,
        cause,
        approved_by,
        reason,
        amount,
        percent,
        valid_from,
        valid_to,
        approved_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
