with applied_payments as (
    select * from {{ ref('int_xero__applied_payments') }}
),

final as (
    select
        cast('xero' as {{ dbt.type_string() }}) as system,
        source_relation,
        payment_id,
        account_id,
        cast('succeeded' as {{ dbt.type_string() }}) as status,
        cast('ledger' as {{ dbt.type_string() }}) as evidence,
        cast(null as {{ dbt.type_string() }}) as method,
        cast(null as {{ dbt.type_string() }}) as failure_reason,
        reference,
        cast(null as {{ dbt.type_string() }}) as payer_name,
        currency,
        amount,
        cast(null as decimal(18, 4)) as settled_amount,
        paid_on
    from applied_payments
)

select * from final
