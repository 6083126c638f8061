with mapped as (
    {{ union_mappings(
        [
            ref('int_partner_portal__deal_registrations')
        ],
        computed=['deal_registration_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'registration_id']) }} as deal_registration_key,
        system,
        source_relation,
        registration_id,
        partner_id,
        deal_id,
        customer_name,
        product_code,
        amount,
        currency,
        registered_on,
        lower(status) as status
    from mapped
    where registered_on <= {{ as_of_date() }}
)

select * from final
