-- Xero's items are known by the codes on sales lines.
with invoice_lines as (
    select * from {{ ref('int_xero__invoice_lines') }}
),

final as (
    select distinct
        cast('xero' as {{ dbt.type_string() }}) as system,
        source_relation,
        product_id,
        product_id as product_code,
        product_id as product_name,
        cast(null as {{ dbt.type_string() }}) as product_family,
        false as is_crm
    from invoice_lines
    where product_id is not null
)

select * from final
