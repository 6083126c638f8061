with mapped as (
    {{ union_mappings(
        [
            ref('int_reference__rate_card')
        ],
        computed=['rate_card_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'rate_card_id']) }} as rate_card_key,
        system,
        source_relation,
        rate_card_id,
        product_code,
        lower(charge_type) as charge_type,
        segment,
        account_id,
        currency,
        unit_price,
        min_quantity,
        max_quantity,
        valid_from,
        valid_to
    from mapped
)

select * from final
