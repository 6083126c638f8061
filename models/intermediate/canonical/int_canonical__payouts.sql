-- What arrives after the as-of date is on its way, whatever the source says by now.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__payouts'),
            ref('int_stripe__payouts')
        ],
        computed=['payout_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'payout_id']) }} as payout_key,
        system,
        source_relation,
        payout_id,
        case
            when lower(status) = 'paid' and arrives_on > {{ as_of_date() }} then 'in_transit'
            else lower(status)
        end as status,
        reference,
        currency,
        amount,
        coalesce(created_on, arrives_on) as created_on,
        arrives_on
    from mapped
    where coalesce(created_on, arrives_on) <= {{ as_of_date() }}
)

select * from final
