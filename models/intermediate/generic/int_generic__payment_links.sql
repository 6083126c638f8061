with payments as (
    select * from {{ ref('stg_generic__payments') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        payment_id,
        invoice_id,
        amount
    from payments
    where invoice_id is not null
)

select * from final
