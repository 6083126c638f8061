with items as (
    select * from {{ ref('stg_netsuite__items') }}
),

final as (
    select
        cast('netsuite' as {{ dbt.type_string() }}) as system,
        source_relation,
        item_id as product_id,
        coalesce(external_id, item_name) as product_code,
        item_name as product_name,
        cast(null as {{ dbt.type_string() }}) as product_family,
        false as is_crm
    from items
)

select * from final
