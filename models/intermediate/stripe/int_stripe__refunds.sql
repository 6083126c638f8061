with refunds as (
    select * from {{ ref('stg_stripe__refunds') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        refunds.source_relation,
        refunds.refund_id,
        refunds.charge_id as payment_id,
        -- Refunds of the first years have no status: they were final at once.
        case
            when refunds.status is null then 'succeeded'
            when refunds.status = 'requires_action' then 'pending'
            else refunds.status
        end as status,
        refunds.reason,
        refunds.currency,
        {{ from_minor('refunds.amount_minor', 'currencies.stripe_minor_units') }} as amount,
        {{ local_date('refunds.created_at') }} as refunded_on
    from refunds
    left join currencies
        on refunds.currency = currencies.currency
)

select * from final
