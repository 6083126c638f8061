with records as (
    select * from {{ ref('int_entities__products') }}
),

ranked as (
    select
        product_key,
        product_id,
        is_representative,
        {{ known_first(['product_code', 'product_name', 'product_family'], 'product_key') }},
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
