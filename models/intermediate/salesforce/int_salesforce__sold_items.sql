-- Lines win over the deal's own amount; only a deal without any line is sold as a whole.
with line_items as (
    select * from {{ ref('stg_salesforce__opportunity_line_items') }}
),

opportunities as (
    select * from {{ ref('stg_salesforce__opportunities') }}
),

opportunities_with_lines as (
    select distinct
        source_relation,
        opportunity_id
    from line_items
),

final as (
    select
        source_relation,
        opportunity_line_item_id as sold_item_id,
        opportunity_id,
        product_id,
        amends_line_item_id,
        billing_frequency,
        billing_timing,
        quantity,
        list_price,
        discount_pct,
        total_price,
        included_quantity,
        overage_unit_price,
        false as is_whole_deal,
        starts_on,
        ends_on
    from line_items
    union all
    select
        opportunities.source_relation,
        opportunities.opportunity_id as sold_item_id,
        opportunities.opportunity_id,
        cast(null as {{ dbt.type_string() }}) as product_id,
        cast(null as {{ dbt.type_string() }}) as amends_line_item_id,
        cast(null as {{ dbt.type_string() }}) as billing_frequency,
        cast(null as {{ dbt.type_string() }}) as billing_timing,
        cast(1 as decimal(18, 8)) as quantity,
        cast(null as decimal(18, 8)) as list_price,
        cast(null as decimal(18, 8)) as discount_pct,
        opportunities.amount as total_price,
        cast(null as decimal(18, 8)) as included_quantity,
        cast(null as decimal(18, 8)) as overage_unit_price,
        true as is_whole_deal,
        cast(null as date) as starts_on,
        cast(null as date) as ends_on
    from opportunities
    left join opportunities_with_lines
        on opportunities.source_relation = opportunities_with_lines.source_relation
        and opportunities.opportunity_id = opportunities_with_lines.opportunity_id
    where
        opportunities_with_lines.opportunity_id is null
        and opportunities.amount is not null
)

select * from final
