-- A payout without a day of creation is known from its arrival on.
with payouts as (
    select * from {{ ref('stg_generic__payouts') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        payout_id,
        coalesce(payout_status, 'paid') as status,
        reference,
        currency,
        amount,
        arrives_on as created_on,
        arrives_on
    from payouts
)

select * from final
