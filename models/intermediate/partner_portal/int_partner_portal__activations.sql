with activations as (
    select * from {{ ref('stg_partner_portal__activations') }}
),

final as (
    select
        cast('partner_portal' as {{ dbt.type_string() }}) as system,
        source_relation,
        activation_id,
        partner_id,
        product_code,
        activated_on,
        quantity
    from activations
)

select * from final
