with line_items as (
    select * from {{ ref('stg_salesforce__opportunity_line_items') }}
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        source_relation,
        opportunity_line_item_id as contract_line_id,
        opportunity_id as deal_id
    from line_items
)

select * from final
