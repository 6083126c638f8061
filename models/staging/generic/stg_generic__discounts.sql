with source as (
    {{ raw_rows('generic', 'discount') }}
),

renamed as (
    select
        discount_id,
        invoice_line_id,
        invoice_id,
        coupon_id,
        amount,
        started_on,
        ends_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
