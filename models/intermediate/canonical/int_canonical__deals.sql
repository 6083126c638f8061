-- A close date after the as-of date means that the deal is still open on that day.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__deals'),
            ref('int_salesforce__deals')
        ],
        computed=['deal_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'deal_id']) }} as deal_key,
        system,
        source_relation,
        deal_id,
        account_id,
        contract_id,
        renewed_contract_id,
        renewed_contract_line_id,
        partner_id,
        owner_id,
        deal_name,
        stage,
        {{ snake_word('deal_type') }} as deal_type,
        lead_source,
        loss_reason,
        product_code,
        amount,
        coalesce(currency, '{{ var("reporting_currency") }}') as currency,
        coalesce(is_won and closed_on <= {{ as_of_date() }}, false) as is_won,
        coalesce((is_closed or is_won) and closed_on <= {{ as_of_date() }}, false) as is_closed,
        created_on,
        closed_on
    from mapped
    where created_on is null or created_on <= {{ as_of_date() }}
)

select * from final
