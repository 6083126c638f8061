with refunds as (
    select * from {{ ref('stg_generic__refunds') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        refund_id,
        payment_id,
        coalesce(refund_status, 'succeeded') as status,
        reason,
        currency,
        amount,
        refunded_on
    from refunds
)

select * from final
