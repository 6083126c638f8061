with deals as (
    select * from {{ ref('stg_generic__deals') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        deal_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast(null as {{ dbt.type_string() }}) as renewed_contract_id,
        renewed_contract_line_id,
        partner_id,
        owner_id,
        deal_name,
        stage,
        lower(replace(trim(deal_type), ' ', '_')) as deal_type,
        lead_source,
        loss_reason,
        product_code,
        amount,
        currency,
        coalesce(is_won, false) as is_won,
        coalesce(is_closed, is_won, false) as is_closed,
        created_on,
        closed_on
    from deals
)

select * from final
