-- A cancellation or an end after the as-of date has not happened yet.
with mapped as (
    {{ union_mappings(
        [
            ref('int_stripe__subscriptions')
        ],
        computed=['subscription_key'],
        given={'created_on': 'date'}
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'subscription_id']) }} as subscription_key,
        system,
        source_relation,
        subscription_id,
        account_id,
        contract_line_id,
        contract_id,
        lower(status) as status,
        started_on,
        coalesce(anchor_on, started_on) as anchor_on,
        case when cancelled_on <= {{ as_of_date() }} then cancelled_on end as cancelled_on,
        case when ended_on <= {{ as_of_date() }} then ended_on end as ended_on
    from mapped
    where created_on is null or created_on <= {{ as_of_date() }}
)

select * from final
