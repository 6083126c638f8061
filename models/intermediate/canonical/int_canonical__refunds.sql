with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__refunds'),
            ref('int_stripe__refunds')
        ],
        computed=['refund_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'refund_id']) }} as refund_key,
        system,
        source_relation,
        refund_id,
        payment_id,
        lower(status) as status,
        reason,
        currency,
        amount,
        refunded_on
    from mapped
    where refunded_on <= {{ as_of_date() }}
)

select * from final
