with source as (
    {{ raw_rows('metering', 'change_order') }}
),

renamed as (
    select
        change_order_id,
        contract_line_id,
        description,
        currency,
        status as change_order_status,
        amount,
        delivered_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
