with records as (
    select * from {{ ref('int_entities__products') }}
),

-- the representative speaks first, then CRM records, then any other; the key decides between equals, no row order
ranked as (
    select
        product_key,
        product_id,
        is_representative,
        {% for column in ['product_code', 'product_name', 'product_family'] -%}
            first_value({{ column }}) over (
                partition by product_key
                order by
                    case when {{ column }} is null then 1 else 0 end,
                    case when is_representative then 0 else 1 end,
                    case when is_crm then 0 else 1 end,
                    record_key
            ) as {{ column }},
        {% endfor -%}
        count(*) over (partition by product_key) as record_count
    from records
),

final as (
    select
        product_key,
        product_code,
        coalesce(product_name, product_code, product_id) as product_name,
        product_family,
        cast(record_count as integer) as record_count
    from ranked
    where is_representative
)

select * from final
