-- The day is the UTC one: prices are held against service periods, which are calendar days.
with price_changes as (
    select * from {{ ref('stg_reference__price_changes') }}
),

final as (
    select
        cast('reference' as {{ dbt.type_string() }}) as system,
        source_relation,
        price_id,
        product_code,
        currency,
        old_unit_price,
        new_unit_price,
        changed_by,
        cast(effective_at as date) as effective_on
    from price_changes
)

select * from final
