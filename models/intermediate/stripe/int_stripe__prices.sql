-- Items and invoice lines name a price, or a plan on older accounts; where an id is in both tables the price speaks.
with prices as (
    select * from {{ ref('stg_stripe__prices') }}
),

plans as (
    select * from {{ ref('stg_stripe__plans') }}
),

final as (
    select
        source_relation,
        price_id,
        product_id,
        coalesce(usage_type = 'metered', false) as is_metered
    from prices
    union all
    select
        plans.source_relation,
        plans.plan_id as price_id,
        plans.product_id,
        coalesce(plans.usage_type = 'metered', false) as is_metered
    from plans
    left join prices
        on plans.source_relation = prices.source_relation
        and plans.plan_id = prices.price_id
    where prices.price_id is null
)

select * from final
