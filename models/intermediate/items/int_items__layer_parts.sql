-- Findings of the layers that the bridge does not carry: payouts and deposits, postings that are missing, double or foreign, discounts
-- in the contract price that nobody approved, small persistent drift.
with payout_layer as (
    select * from {{ ref('int_payouts__layer') }}
    where finding is not null
),

assessable as (
    select layer from {{ ref('int_completeness__layers') }}
    where is_assessable
),

postings as (
    select * from {{ ref('int_recognition__findings') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
)

select
    payout_layer.subject_key as part_key,
    'processor_vs_bank' as layer,
    cast(null as {{ dbt.type_string() }}) as account_key,
    payout_layer.currency,
    currencies.minor_units,
    rates.rate as reporting_rate,
    payout_layer.finding as cause,
    case when payout_layer.left_amount - payout_layer.timing_amount < payout_layer.right_amount then 'over' else 'under' end as direction,
    'payout' as subject_type,
    payout_layer.source_relation as subject_system,
    payout_layer.subject_id,
    case when payout_layer.left_amount = 0 then 'bank_line' else 'payout' end as subject_table,
    cast(payout_layer.left_amount - payout_layer.timing_amount - payout_layer.right_amount as decimal(18, 4)) as gap_amount,
    payout_layer.event_on as opened_on
from payout_layer
inner join assessable on assessable.layer = 'processor_vs_bank'
inner join currencies on payout_layer.currency = currencies.currency
left join rates
    on
    payout_layer.currency = rates.currency
    and payout_layer.event_on between rates.valid_from and rates.valid_to

union all

select
    postings.finding_key,
    'billed_vs_recognized',
    postings.account_key,
    postings.currency,
    postings.minor_units,
    postings.reporting_rate,
    postings.finding,
    case when postings.gap_amount < 0 then 'over' else 'under' end,
    postings.subject_type,
    postings.subject_system,
    postings.subject_id,
    postings.subject_type,
    postings.gap_amount,
    postings.opened_on
from postings
inner join assessable on assessable.layer = 'billed_vs_recognized'

union all

select
    drift.part_key,
    drift.layer,
    drift.account_key,
    drift.currency,
    drift.minor_units,
    drift.reporting_rate,
    'persistent_drift',
    'under',
    'account',
    cast(null as {{ dbt.type_string() }}),
    coalesce(accounts.crm_account_id, drift.account_key),
    'account',
    drift.gap_amount,
    drift.opened_on
from {{ ref('int_drift__item_parts') }} as drift
left join {{ ref('int_entities__account_profiles') }} as accounts on drift.account_key = accounts.account_key

union all

select
    drift_parts.drift_part_key,
    'pricing_vs_rate_card',
    splits.account_key,
    splits.currency,
    splits.minor_units,
    splits.reporting_rate,
    drift_parts.drift_cause,
    case when drift_parts.drift_amount < 0 then 'over' else 'under' end,
    'contract_line',
    contract_lines.source_relation,
    contract_lines.contract_line_id,
    'contract_line',
    cast(drift_parts.drift_amount as decimal(18, 4)),
    splits.issued_on
from {{ ref('int_pricing__drift_parts') }} as drift_parts
inner join {{ ref('int_pricing__line_splits') }} as splits on drift_parts.invoice_line_key = splits.invoice_line_key
inner join {{ ref('int_contracts__lines') }} as contract_lines on splits.contract_line_key = contract_lines.contract_line_key
inner join assessable on assessable.layer = 'pricing_vs_rate_card'
where drift_parts.drift_cause = 'unapproved_discount'
