with rate_card_lines as (
    select * from {{ ref('stg_reference__rate_card_lines') }}
),

final as (
    select
        cast('reference' as {{ dbt.type_string() }}) as system,
        source_relation,
        rate_card_id,
        product_code,
        charge_type,
        segment,
        account_id,
        currency,
        unit_price,
        min_quantity,
        max_quantity,
        valid_from,
        valid_to
    from rate_card_lines
)

select * from final
