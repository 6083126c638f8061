with fx_rates as (
    select * from {{ ref('stg_reference__fx_rates') }}
),

final as (
    select
        cast('reference' as {{ dbt.type_string() }}) as system,
        source_relation,
        from_currency,
        to_currency,
        rate,
        rate_on
    from fx_rates
)

select * from final
