with subscription_items as (
    select * from {{ ref('stg_stripe__subscription_items') }}
),

subscriptions as (
    select * from {{ ref('int_stripe__subscriptions') }}
),

prices as (
    select * from {{ ref('int_stripe__prices') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        subscription_items.source_relation,
        subscription_items.subscription_item_id,
        subscription_items.subscription_id,
        coalesce(
            {{ json_text('subscription_items.metadata', 'opportunity_line_item_id') }},
            subscriptions.contract_line_id
        ) as contract_line_id,
        prices.product_id,
        subscription_items.price_id,
        subscription_items.quantity,
        {{ local_date('subscription_items.created_at') }} as created_on
    from subscription_items
    left join subscriptions
        on subscription_items.source_relation = subscriptions.source_relation
        and subscription_items.subscription_id = subscriptions.subscription_id
    left join prices
        on subscription_items.source_relation = prices.source_relation
        and subscription_items.price_id = prices.price_id
)

select * from final
