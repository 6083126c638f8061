with source as (
    {{ raw_rows('salesforce', 'discount_approval_c') }}
),

renamed as (
    select
        id as discount_approval_id,
        opportunity_line_item_id_c as opportunity_line_item_id,
        approver_id_c as approver_id,
        status_c as status,
        approved_discount_pct_c as approved_discount_pct,
        approved_at_c as approved_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
