with opportunities as (
    select * from {{ ref('stg_salesforce__opportunities') }}
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        source_relation,
        opportunity_id as deal_id,
        account_id,
        contract_id,
        renewed_contract_id,
        cast(null as {{ dbt.type_string() }}) as renewed_contract_line_id,
        partner_account_id as partner_id,
        owner_id,
        opportunity_name as deal_name,
        stage_name as stage,
        opportunity_type as deal_type,
        lead_source,
        loss_reason,
        cast(null as {{ dbt.type_string() }}) as product_code,
        amount,
        currency,
        is_won,
        is_closed,
        {{ local_date('created_at') }} as created_on,
        closed_on
    from opportunities
)

select * from final
