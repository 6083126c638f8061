with payouts as (
    select * from {{ ref('stg_stripe__payouts') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        payouts.source_relation,
        payouts.payout_id,
        payouts.status,
        payouts.statement_descriptor as reference,
        payouts.currency,
        {{ from_minor('payouts.amount_minor', 'currencies.stripe_minor_units') }} as amount,
        {{ local_date('payouts.created_at') }} as created_on,
        payouts.arrives_on
    from payouts
    left join currencies
        on payouts.currency = currencies.currency
)

select * from final
