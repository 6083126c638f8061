with source as (
    {{ raw_rows('telephony', 'call') }}
),

renamed as (
    select
        call_id,
        lead_id,
        direction,
        from_number,
        answered as is_answered,
        started_at,
        callback_at as called_back_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
