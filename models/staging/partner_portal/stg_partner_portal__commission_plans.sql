with source as (
    {{ raw_rows('partner_portal', 'commission_plan') }}
),

renamed as (
    select
        plan_id,
        partner_id,
        rep_id,
        tier,
        product_code,
        basis,
        rate,
        override_rate,
        override_levels,
        holding_days,
        valid_from,
        valid_to,
        source_relation,
        synced_at
    from source
)

select * from renamed
