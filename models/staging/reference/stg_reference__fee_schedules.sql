with source as (
    {{ raw_rows('reference', 'fee_schedule') }}
),

renamed as (
    select
        system as fee_system,
        currency,
        percent as fee_pct,
        fixed_amount,
        valid_from,
        valid_to,
        source_relation,
        synced_at
    from source
)

select * from renamed
