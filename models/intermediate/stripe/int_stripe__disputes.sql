with disputes as (
    select * from {{ ref('stg_stripe__disputes') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        disputes.source_relation,
        disputes.dispute_id,
        disputes.charge_id as payment_id,
        disputes.status,
        disputes.reason,
        disputes.currency,
        {{ from_minor('disputes.amount_minor', 'currencies.stripe_minor_units') }} as amount,
        {{ local_date('disputes.created_at') }} as disputed_on
    from disputes
    left join currencies
        on disputes.currency = currencies.currency
)

select * from final
