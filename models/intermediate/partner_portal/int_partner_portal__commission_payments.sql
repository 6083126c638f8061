with commission_payments as (
    select * from {{ ref('stg_partner_portal__commission_payments') }}
),

final as (
    select
        cast('partner_portal' as {{ dbt.type_string() }}) as system,
        source_relation,
        commission_payment_id,
        partner_id,
        rep_id,
        contract_line_id,
        invoice_id,
        deal_id,
        amount,
        stated_rate,
        currency,
        paid_on
    from commission_payments
)

select * from final
