-- Deals with what every stage needs: account, segment, the lead they came from, one rate to the reporting currency (of the close date,
-- of the as-of date while open).
with deals as (
    select
        *,
        case when is_closed then closed_on else {{ as_of_date() }} end as rate_on
    from {{ ref('int_canonical__deals') }}
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

profiles as (
    select * from {{ ref('int_entities__account_profiles') }}
),

lead_deals as (
    select * from {{ ref('int_lifecycle__lead_deals') }}
    where is_first
),

leads as (
    select * from {{ ref('int_canonical__leads') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

final as (
    select
        deals.deal_key,
        deals.source_relation,
        deals.deal_id,
        account_keys.account_key,
        lead_deals.lead_key,
        deals.owner_id,
        deals.stage,
        deals.deal_type,
        deals.lead_source,
        deals.loss_reason,
        deals.renewed_contract_id,
        deals.renewed_contract_line_id,
        coalesce(profiles.segment, leads.segment, 'unknown') as segment,
        deals.currency,
        coalesce(currencies.minor_units, 2) as minor_units,
        rates.rate as reporting_rate,
        deals.amount,
        deals.is_won,
        deals.is_closed,
        deals.account_id is not null and account_keys.account_key is not null as has_account,
        deals.created_on,
        deals.closed_on
    from deals
    left join account_keys
        on deals.source_relation = account_keys.source_relation
        and deals.account_id = account_keys.account_id
    left join profiles on account_keys.account_key = profiles.account_key
    left join lead_deals on deals.deal_key = lead_deals.deal_key
    left join leads on lead_deals.lead_key = leads.lead_key
    left join currencies on deals.currency = currencies.currency
    left join rates
        on deals.currency = rates.currency
        and deals.rate_on between rates.valid_from and rates.valid_to
)

select * from final
