with source as (
    {{ raw_rows('reference', 'fx_rate') }}
),

renamed as (
    select
        from_currency,
        to_currency,
        rate,
        rate_date as rate_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
