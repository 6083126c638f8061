with mapped as (
    {{ union_mappings(
        [
            ref('int_reference__price_changes')
        ],
        computed=['price_change_key']
    ) }}
),

final as (
    select
        {{ surrogate_key([
            'source_relation', 'price_id', 'product_code', 'currency', 'effective_on', 'new_unit_price'
        ]) }}
            as price_change_key,
        system,
        source_relation,
        price_id,
        product_code,
        currency,
        old_unit_price,
        new_unit_price,
        changed_by,
        effective_on
    from mapped
    where effective_on <= {{ as_of_date() }}
)

select * from final
