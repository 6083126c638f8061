with mapped as (
    {{ union_mappings(
        [
            ref('int_reference__promotions')
        ],
        computed=['promotion_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'promotion_id']) }} as promotion_key,
        system,
        source_relation,
        promotion_id,
        coupon_id,
        product_code,
        percent_off,
        amount_off,
        min_quantity,
        max_months,
        max_stack,
        valid_from,
        valid_to
    from mapped
)

select * from final
