with mapped as (
    {{ union_mappings(
        [
            ref('int_stripe__subscription_items')
        ],
        computed=['subscription_item_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'subscription_item_id']) }} as subscription_item_key,
        system,
        source_relation,
        subscription_item_id,
        subscription_id,
        contract_line_id,
        product_id,
        price_id,
        quantity,
        created_on
    from mapped
    where created_on is null or created_on <= {{ as_of_date() }}
)

select * from final
