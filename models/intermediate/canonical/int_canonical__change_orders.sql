with mapped as (
    {{ union_mappings(
        [
            ref('int_metering__change_orders')
        ],
        computed=['change_order_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'change_order_id']) }} as change_order_key,
        system,
        source_relation,
        change_order_id,
        contract_line_id,
        description,
        lower(status) as status,
        currency,
        amount,
        delivered_on
    from mapped
    where delivered_on <= {{ as_of_date() }}
)

select * from final
