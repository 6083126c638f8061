with commission_plans as (
    select * from {{ ref('stg_partner_portal__commission_plans') }}
),

final as (
    select
        cast('partner_portal' as {{ dbt.type_string() }}) as system,
        source_relation,
        plan_id,
        partner_id,
        rep_id,
        tier,
        product_code,
        basis,
        rate,
        override_rate,
        cast(override_levels as integer) as override_levels,
        cast(holding_days as integer) as holding_days,
        valid_from,
        valid_to
    from commission_plans
)

select * from final
