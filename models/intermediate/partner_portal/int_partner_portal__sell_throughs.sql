with sell_through_reports as (
    select * from {{ ref('stg_partner_portal__sell_through_reports') }}
),

final as (
    select
        cast('partner_portal' as {{ dbt.type_string() }}) as system,
        source_relation,
        report_id,
        partner_id,
        period_month,
        product_code,
        quantity,
        unit_price,
        currency,
        end_customer
    from sell_through_reports
)

select * from final
