-- Terms of a line: its own, else those of the contract its deal led to. Lines of a deal that is gone or not won
-- are no contract.
with sold_items as (
    select * from {{ ref('int_salesforce__sold_items') }}
),

opportunities as (
    select
        *,
        coalesce(currency, '{{ var("reporting_currency") }}') as deal_currency
    from {{ ref('stg_salesforce__opportunities') }}
),

contracts as (
    select
        *,
        coalesce(
            ends_on,
            {{ add_days(add_months('starts_on', 'term_months'), -1) }}
        ) as last_day_on
    from {{ ref('stg_salesforce__contracts') }}
),

list_prices as (
    select * from {{ ref('int_salesforce__list_prices') }}
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        sold_items.source_relation,
        sold_items.sold_item_id as contract_line_id,
        sold_items.opportunity_id as deal_id,
        opportunities.contract_id,
        opportunities.account_id,
        sold_items.product_id,
        sold_items.amends_line_item_id as amends_contract_line_id,
        opportunities.renewed_contract_id,
        cast(null as {{ dbt.type_string() }}) as renewed_contract_line_id,
        opportunities.partner_account_id as partner_id,
        opportunities.owner_id,
        opportunities.opportunity_type as deal_type,
        sold_items.billing_frequency,
        sold_items.billing_timing,
        contracts.uplift_applies,
        opportunities.deal_currency as currency,
        sold_items.quantity,
        coalesce(sold_items.list_price, list_prices.list_price) as list_price,
        sold_items.discount_pct,
        sold_items.total_price,
        contracts.uplift_pct,
        sold_items.included_quantity,
        sold_items.overage_unit_price,
        cast(contracts.payment_terms_days as integer) as payment_terms_days,
        -- What is over without a day on which it ended does not renew either.
        coalesce(
            contracts.is_auto_renew
            and not (contracts.cancelled_on is null and coalesce(contracts.status in ('terminated', 'cancelled', 'canceled'), false)),
            false
        ) as is_auto_renew,
        coalesce(contracts.status = 'terminated', false) as is_terminated,
        sold_items.is_whole_deal as is_deal_without_lines,
        {{ local_date('opportunities.created_at') }} as deal_created_on,
        opportunities.closed_on,
        coalesce(sold_items.starts_on, contracts.starts_on) as start_on,
        coalesce(
            sold_items.ends_on,
            -- A contract that ended before the line starts says nothing about the line.
            case
                when
                    contracts.last_day_on >= coalesce(sold_items.starts_on, contracts.starts_on)
                    then contracts.last_day_on
            end
        ) as end_on,
        contracts.cancelled_on
    from sold_items
    inner join opportunities
        on sold_items.source_relation = opportunities.source_relation
        and sold_items.opportunity_id = opportunities.opportunity_id
    left join contracts
        on opportunities.source_relation = contracts.source_relation
        and opportunities.contract_id = contracts.contract_id
    left join list_prices
        on sold_items.source_relation = list_prices.source_relation
        and sold_items.product_id = list_prices.product_id
        and opportunities.deal_currency = list_prices.currency
    where opportunities.is_won
)

select * from final
