with promotions as (
    select * from {{ ref('stg_reference__promotions') }}
),

final as (
    select
        cast('reference' as {{ dbt.type_string() }}) as system,
        source_relation,
        promotion_id,
        coupon_id,
        product_code,
        percent_off,
        amount_off,
        min_quantity,
        cast(max_months as integer) as max_months,
        cast(max_stack as integer) as max_stack,
        valid_from,
        valid_to
    from promotions
)

select * from final
