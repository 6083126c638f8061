with mapped as (
    {{ union_mappings(
        [
            ref('int_partner_portal__activations')
        ],
        computed=['activation_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'activation_id']) }} as activation_key,
        system,
        source_relation,
        activation_id,
        partner_id,
        product_code,
        activated_on,
        quantity
    from mapped
    where activated_on <= {{ as_of_date() }}
)

select * from final
