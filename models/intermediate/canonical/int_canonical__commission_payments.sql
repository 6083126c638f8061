with mapped as (
    {{ union_mappings(
        [
            ref('int_partner_portal__commission_payments')
        ],
        computed=['commission_payment_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'commission_payment_id']) }} as commission_payment_key,
        system,
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
    from mapped
    where paid_on <= {{ as_of_date() }}
)

select * from final
