with mapped as (
    {{ union_mappings(
        [
            ref('int_metering__usage')
        ],
        computed=['usage_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'usage_id']) }} as usage_key,
        system,
        source_relation,
        usage_id,
        contract_line_id,
        account_id,
        product_code,
        quantity,
        used_on
    from mapped
    where used_on <= {{ as_of_date() }}
)

select * from final
