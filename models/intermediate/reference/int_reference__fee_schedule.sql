with fee_schedules as (
    select * from {{ ref('stg_reference__fee_schedules') }}
),

final as (
    select
        cast('reference' as {{ dbt.type_string() }}) as system,
        source_relation,
        fee_system,
        currency,
        fee_pct,
        fixed_amount,
        valid_from,
        valid_to
    from fee_schedules
)

select * from final
