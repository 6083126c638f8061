-- The money of a lead: that of its deal, else its own estimate, else what a deal of its segment is usually worth (of any segment where
-- the segment won nothing lately). A lead that became the deal of another lead carries nothing of its own.
with leads as (
    select * from {{ ref('int_lifecycle__leads') }}
),

canonical_leads as (
    select * from {{ ref('int_canonical__leads') }}
),

deals as (
    select * from {{ ref('int_lifecycle__deals') }}
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

profiles as (
    select * from {{ ref('int_entities__account_profiles') }}
),

segment_values as (
    select * from {{ ref('int_lifecycle__segment_values') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

segmented as (
    select
        leads.lead_key,
        leads.deal_key,
        leads.is_duplicate,
        coalesce(deals.account_key, account_keys.account_key) as account_key,
        -- the segment of the deal, so that lead and deal stand in one row of the funnel
        coalesce(deals.segment, profiles.segment, canonical_leads.segment, 'unknown') as segment,
        canonical_leads.estimated_amount,
        case
            when deals.deal_key is not null then deals.currency
            when canonical_leads.estimated_amount is not null then canonical_leads.currency
            else '{{ var("reporting_currency") }}'
        end as currency,
        deals.amount as deal_amount,
        deals.reporting_rate as deal_rate,
        leads.created_on
    from leads
    left join canonical_leads on leads.lead_key = canonical_leads.lead_key
    left join deals on leads.deal_key = deals.deal_key
    left join account_keys
        on canonical_leads.source_relation = account_keys.source_relation
        and canonical_leads.account_id = account_keys.account_id
    left join profiles on account_keys.account_key = profiles.account_key
),

final as (
    select
        segmented.lead_key,
        segmented.account_key,
        segmented.segment,
        segmented.currency,
        coalesce(currencies.minor_units, 2) as minor_units,
        case when segmented.deal_key is not null then segmented.deal_rate else rates.rate end as reporting_rate,
        case
            when segmented.is_duplicate then 'duplicate'
            when segmented.deal_key is not null then 'deal'
            when segmented.estimated_amount is not null then 'estimate'
            when own.average_amount is not null then 'segment'
            when overall.average_amount is not null then 'overall'
            else 'none'
        end as value_basis,
        cast(
            case
                when segmented.is_duplicate then 0
                when segmented.deal_key is not null then coalesce(segmented.deal_amount, 0)
                else coalesce(segmented.estimated_amount, own.average_amount, overall.average_amount, 0)
            end as decimal(18, 4)
        ) as amount
    from segmented
    left join segment_values as own on segmented.segment = own.segment
    left join segment_values as overall on overall.segment is null
    left join currencies on segmented.currency = currencies.currency
    left join rates
        on segmented.currency = rates.currency
        and segmented.created_on between rates.valid_from and rates.valid_to
)

select * from final
