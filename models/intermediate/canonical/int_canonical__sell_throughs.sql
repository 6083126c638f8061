with mapped as (
    {{ union_mappings(
        [
            ref('int_partner_portal__sell_throughs')
        ],
        computed=['sell_through_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'report_id']) }} as sell_through_key,
        system,
        source_relation,
        report_id,
        partner_id,
        {{ month_start('period_month') }} as period_month,
        product_code,
        quantity,
        unit_price,
        currency,
        end_customer
    from mapped
    where period_month <= {{ as_of_date() }}
)

select * from final
