-- Mappings give the lines of won deals, in the words of their source; a won deal without any line is one line
-- of its amount.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__contract_lines'),
            ref('int_salesforce__contract_lines')
        ]
    ) }}
),

deals as (
    select * from {{ ref('int_canonical__deals') }}
),

products as (
    select * from {{ ref('int_canonical__products') }}
),

deals_with_lines as (
    select distinct
        source_relation,
        deal_id
    from mapped
),

product_of_code as (
    select
        source_relation,
        product_code,
        min(product_id) as product_id
    from products
    group by source_relation, product_code
),

whole_deals as (
    select
        deals.*,
        coalesce(product_of_code.product_id, deals.product_code) as product_id
    from deals
    left join deals_with_lines
        on deals.source_relation = deals_with_lines.source_relation
        and deals.deal_id = deals_with_lines.deal_id
    left join product_of_code
        on deals.source_relation = product_of_code.source_relation
        and deals.product_code = product_of_code.product_code
    where
        deals.is_won
        and deals.amount is not null
        and deals_with_lines.deal_id is null
),

whole_deal_lines as (
    select
        system,
        source_relation,
        deal_id as contract_line_id,
        deal_id,
        contract_id,
        account_id,
        product_id,
        cast(null as {{ dbt.type_string() }}) as amends_contract_line_id,
        renewed_contract_id,
        renewed_contract_line_id,
        partner_id,
        owner_id,
        deal_type,
        cast(null as {{ dbt.type_string() }}) as billing_frequency,
        cast(null as {{ dbt.type_string() }}) as billing_timing,
        cast(null as {{ dbt.type_string() }}) as uplift_applies,
        currency,
        cast(1 as decimal(18, 8)) as quantity,
        cast(null as decimal(18, 8)) as list_price,
        cast(null as decimal(18, 8)) as discount_pct,
        cast(amount as decimal(18, 4)) as total_price,
        cast(null as decimal(18, 8)) as uplift_pct,
        cast(null as decimal(18, 8)) as included_quantity,
        cast(null as decimal(18, 8)) as overage_unit_price,
        cast(null as integer) as payment_terms_days,
        false as is_auto_renew,
        false as is_terminated,
        true as is_deal_without_lines,
        created_on as deal_created_on,
        closed_on,
        cast(null as date) as start_on,
        cast(null as date) as end_on,
        cast(null as date) as cancelled_on
    from whole_deals
),

final as (
    select * from mapped
    union all
    select * from whole_deal_lines
)

select * from final
