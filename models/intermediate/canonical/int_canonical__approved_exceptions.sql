-- Later or invalid exceptions stay visible: who looks for them must see why they cover nothing.
with mapped as (
    {{ union_mappings(
        [
            ref('int_governance__approved_exceptions')
        ],
        computed=['exception_key', 'is_valid']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'exception_id']) }} as exception_key,
        system,
        source_relation,
        exception_id,
        lower(scope) as scope,
        reference_id,
        lower(cause) as cause,
        approved_by,
        reason,
        amount,
        percent,
        coalesce(
            approved_by is not null
            and approved_on <= {{ as_of_date() }}
            and coalesce(valid_from, approved_on) <= {{ as_of_date() }}
            and coalesce(valid_to, {{ as_of_date() }}) >= {{ as_of_date() }},
            false
        ) as is_valid,
        approved_on,
        valid_from,
        valid_to
    from mapped
)

select * from final
