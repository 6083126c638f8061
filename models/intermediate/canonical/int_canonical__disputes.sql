-- Sources keep no history of a dispute: its status is the current one. What ended in a refund went back as that refund.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__disputes'),
            ref('int_stripe__disputes')
        ],
        computed=['dispute_key', 'withdraws_funds']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'dispute_id']) }} as dispute_key,
        system,
        source_relation,
        dispute_id,
        payment_id,
        lower(status) as status,
        reason,
        currency,
        amount,
        coalesce(
            lower(status) not in ('won', 'prevented', 'charge_refunded', 'canceled', 'cancelled') and lower(status) not like 'warning%',
            true
        ) as withdraws_funds,
        disputed_on
    from mapped
    where disputed_on <= {{ as_of_date() }}
)

select * from final
