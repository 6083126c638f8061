-- Start, anchor and end belong to service periods and are days in UTC; the cancellation is an act of the customer.
with subscriptions as (
    select * from {{ ref('stg_stripe__subscriptions') }}
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        source_relation,
        subscription_id,
        customer_id as account_id,
        {{ json_text('metadata', 'opportunity_line_item_id') }} as contract_line_id,
        coalesce(
            {{ json_text('metadata', 'salesforce_opportunity_id') }},
            {{ json_text('metadata', 'salesforce_contract_id') }}
        ) as contract_id,
        status,
        {{ local_date('created_at') }} as created_on,
        cast(started_at as date) as started_on,
        cast(coalesce(billing_cycle_anchor_at, started_at) as date) as anchor_on,
        {{ local_date('canceled_at') }} as cancelled_on,
        cast(ended_at as date) as ended_on
    from subscriptions
)

select * from final
