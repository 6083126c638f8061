with approved_exceptions as (
    select * from {{ ref('stg_governance__approved_exceptions') }}
),

final as (
    select
        cast('governance' as {{ dbt.type_string() }}) as system,
        source_relation,
        exception_id,
        scope,
        reference_id,
        cause,
        approved_by,
        reason,
        amount,
        percent,
        approved_on,
        valid_from,
        valid_to
    from approved_exceptions
)

select * from final
