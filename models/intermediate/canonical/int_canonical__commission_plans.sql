with mapped as (
    {{ union_mappings(
        [
            ref('int_partner_portal__commission_plans')
        ],
        computed=['commission_plan_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'plan_id']) }} as commission_plan_key,
        system,
        source_relation,
        plan_id,
        partner_id,
        rep_id,
        lower(tier) as tier,
        product_code,
        lower(basis) as basis,
        rate,
        override_rate,
        coalesce(override_levels, 1) as override_levels,
        coalesce(holding_days, 0) as holding_days,
        valid_from,
        valid_to
    from mapped
    where valid_from is null or valid_from <= {{ as_of_date() }}
)

select * from final
