with source as (
    {{ raw_rows('generic', 'discount_approval') }}
),

renamed as (
    select
        approval_id,
        contract_line_id,
        approver,
        status as approval_status,
        approved_discount_pct,
        approved_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
