with deal_registrations as (
    select * from {{ ref('stg_partner_portal__deal_registrations') }}
),

final as (
    select
        cast('partner_portal' as {{ dbt.type_string() }}) as system,
        source_relation,
        registration_id,
        partner_id,
        deal_id,
        customer_name,
        product_code,
        amount,
        currency,
        registered_on,
        status
    from deal_registrations
)

select * from final
