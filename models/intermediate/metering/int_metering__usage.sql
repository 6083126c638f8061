with usage_records as (
    select * from {{ ref('stg_metering__usage_records') }}
),

final as (
    select
        cast('metering' as {{ dbt.type_string() }}) as system,
        source_relation,
        usage_id,
        contract_line_id,
        account_id,
        product_code,
        quantity,
        used_on
    from usage_records
)

select * from final
