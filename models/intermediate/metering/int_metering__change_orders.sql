with change_orders as (
    select * from {{ ref('stg_metering__change_orders') }}
),

final as (
    select
        cast('metering' as {{ dbt.type_string() }}) as system,
        source_relation,
        change_order_id,
        contract_line_id,
        description,
        change_order_status as status,
        currency,
        amount,
        delivered_on
    from change_orders
)

select * from final
