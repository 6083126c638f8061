with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__products'),
            ref('int_netsuite__products'),
            ref('int_salesforce__products'),
            ref('int_stripe__products'),
            ref('int_xero__products')
        ],
        computed=['product_record_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'product_id']) }} as product_record_key,
        system,
        source_relation,
        product_id,
        product_code,
        product_name,
        product_family,
        coalesce(is_crm, false) as is_crm
    from mapped
)

select * from final
