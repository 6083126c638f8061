with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__payments'),
            ref('int_netsuite__payments'),
            ref('int_stripe__payments'),
            ref('int_xero__payments')
        ],
        computed=['payment_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'payment_id']) }} as payment_key,
        system,
        source_relation,
        payment_id,
        account_id,
        lower(status) as status,
        lower(evidence) as evidence,
        method,
        failure_reason,
        reference,
        payer_name,
        currency,
        amount,
        settled_amount,
        paid_on
    from mapped
    where paid_on <= {{ as_of_date() }}
)

select * from final
