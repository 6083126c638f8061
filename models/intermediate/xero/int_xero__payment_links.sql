with applied_payments as (
    select * from {{ ref('int_xero__applied_payments') }}
),

final as (
    select
        cast('xero' as {{ dbt.type_string() }}) as system,
        source_relation,
        payment_id,
        invoice_id,
        amount
    from applied_payments
)

select * from final
