-- Service periods are calendar facts: days in UTC, the last one is the day before period_end, at least the first day.
-- Older connections have the id of the subscription item in the id of the line.
with line_items as (
    select * from {{ ref('stg_stripe__invoice_line_items') }}
),

line_amounts as (
    select * from {{ ref('int_stripe__line_amounts') }}
),

invoices as (
    select * from {{ ref('stg_stripe__invoices') }}
),

subscription_items as (
    select * from {{ ref('int_stripe__subscription_items') }}
),

subscriptions as (
    select * from {{ ref('int_stripe__subscriptions') }}
),

prices as (
    select * from {{ ref('int_stripe__prices') }}
),

described as (
    select
        line_items.*,
        coalesce(line_items.subscription_item_id, subscription_items.subscription_item_id) as item_id,
        coalesce(line_items.subscription_id, subscription_items.subscription_id, invoices.subscription_id)
            as line_subscription_id,
        subscription_items.contract_line_id as item_contract_line_id,
        {{ json_text('line_items.metadata', 'opportunity_line_item_id') }} as own_contract_line_id,
        {{ json_text('line_items.metadata', 'salesforce_opportunity_id') }} as own_contract_id,
        {{ json_text('invoices.metadata', 'salesforce_opportunity_id') }} as invoice_contract_id,
        {{ json_text('line_items.metadata', 'change_order_id') }} as change_order_id,
        {{ json_text('line_items.metadata', 'charge_type') }} as stated_charge_type,
        coalesce(line_items.price_id, subscription_items.price_id) as line_price_id,
        cast(line_items.period_start_at as date) as first_service_on,
        {{ add_days('cast(line_items.period_end_at as date)', -1) }} as last_service_on
    from line_items
    left join subscription_items
        on line_items.source_relation = subscription_items.source_relation
        and coalesce(line_items.subscription_item_id, line_items.line_item_id) = subscription_items.subscription_item_id
    left join invoices
        on line_items.source_relation = invoices.source_relation
        and line_items.invoice_id = invoices.invoice_id
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        described.source_relation,
        described.invoice_line_item_id as invoice_line_id,
        described.invoice_id,
        coalesce(
            described.own_contract_line_id, described.item_contract_line_id, subscriptions.contract_line_id
        ) as contract_line_id,
        coalesce(described.own_contract_id, subscriptions.contract_id, described.invoice_contract_id) as contract_id,
        described.line_subscription_id as subscription_id,
        described.item_id as subscription_item_id,
        prices.product_id,
        described.line_price_id as price_id,
        described.change_order_id,
        coalesce(
            described.stated_charge_type, case when described.change_order_id is not null then 'change_order' end
        ) as charge_type,
        described.description,
        described.currency,
        described.quantity,
        line_amounts.gross_amount,
        line_amounts.discount_amount,
        line_amounts.net_amount,
        coalesce(described.is_proration, false) as is_proration,
        coalesce(prices.is_metered, false) as is_metered,
        described.first_service_on as period_start_on,
        case
            when described.last_service_on < described.first_service_on then described.first_service_on
            else described.last_service_on
        end as period_end_on
    from described
    left join line_amounts
        on described.source_relation = line_amounts.source_relation
        and described.invoice_id = line_amounts.invoice_id
        and described.invoice_line_item_id = line_amounts.invoice_line_id
    left join subscriptions
        on described.source_relation = subscriptions.source_relation
        and described.line_subscription_id = subscriptions.subscription_id
    left join prices
        on described.source_relation = prices.source_relation
        and described.line_price_id = prices.price_id
)

select * from final
