with disputes as (
    select * from {{ ref('stg_generic__disputes') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        dispute_id,
        payment_id,
        dispute_status as status,
        reason,
        currency,
        amount,
        coalesce(dispute_status <> 'won' and dispute_status not like 'warning%', true) as withdraws_funds,
        disputed_on
    from disputes
)

select * from final
