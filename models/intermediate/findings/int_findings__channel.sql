-- Partners whose place nobody can tell, commission plans that pay nobody or tie, payments for what nobody knows, registrations of unknown
-- deals, sales without a price.
with profiles as (
    select * from {{ ref('int_partners__profiles') }}
),

circles as (
    select distinct partner_key
    from {{ ref('int_partners__ancestors') }}
    where is_on_circle
),

plans as (
    select * from {{ ref('int_canonical__commission_plans') }}
),

ties as (
    select
        plan_id,
        count(*) as line_count
    from {{ ref('int_commissions__plan_choices') }}
    where is_tie
    group by plan_id
),

product_code_keys as (
    select * from {{ ref('int_entities__product_code_keys') }}
),

unknown_subjects as (
    select * from {{ ref('int_commissions__unknown_subjects') }}
),

registrations as (
    select * from {{ ref('int_registrations__deals') }}
),

claims as (
    select * from {{ ref('int_sell_through__claims') }}
),

prices as (
    select * from {{ ref('int_sell_through__prices') }}
)

select
    {{ data_finding(
        'partner_without_place', 'profiles.source_relation', 'partner', 'profiles.partner_id',
        detail="case when circles.partner_key is not null then 'it stands above itself'
            when profiles.data_finding = 'own_parent' then 'it is its own parent'
            when profiles.data_finding = 'unknown_parent' then 'the partner above it is not in the portal'
            else 'another partner of the portal names the same CRM account' end"
    ) }}
from profiles
left join circles on profiles.partner_key = circles.partner_key
where circles.partner_key is not null or profiles.data_finding in ('own_parent', 'unknown_parent', 'shared_crm_account')

union all

select
    {{ data_finding(
        'commission_plan_pays_nothing', 'plans.source_relation', 'commission_plan', 'plans.plan_id', event_on='plans.valid_from',
        detail="case when ties.plan_id is not null
            then 'another plan holds equally and pays differently, on ' || cast(ties.line_count as " ~ dbt.type_string() ~ ") || ' contract lines'
            when plans.product_code is not null and product_code_keys.product_key is null then 'it names product ' || plans.product_code
            else 'it names neither partner nor rep nor tier' end"
    ) }}
from plans
left join ties on plans.plan_id = ties.plan_id
left join product_code_keys on plans.product_code = product_code_keys.product_code
where
    ties.plan_id is not null
    or (plans.product_code is not null and product_code_keys.product_key is null)
    or (plans.partner_id is null and plans.rep_id is null and plans.tier is null)

union all

select
    {{ data_finding(
        'commission_for_unknown_subject', 'unknown_subjects.source_relation', 'commission_payment', 'unknown_subjects.commission_payment_id',
        'unknown_subjects.currency', 'unknown_subjects.amount', 'unknown_subjects.paid_on',
        "unknown_subjects.subject_type || ' ' || coalesce(unknown_subjects.subject_id, 'none') || ' is not known'"
    ) }}
from unknown_subjects

union all

select
    {{ data_finding(
        'registration_of_unknown_deal', 'registrations.source_relation', 'deal_registration', 'registrations.registration_id',
        'registrations.currency', 'registrations.amount', 'registrations.registered_on', "'it names deal ' || registrations.deal_id"
    ) }}
from registrations
where registrations.has_unknown_deal

union all

select
    {{ data_finding(
        'sell_through_without_price', 'claims.source_relation', 'sell_through', 'claims.report_id', 'claims.currency',
        event_on='claims.period_month', detail="'neither contract nor rate card of the partner prices it'"
    ) }}
from claims
inner join prices
    on
    claims.partner_key = prices.partner_key
    and claims.product_key = prices.product_key
    and claims.period_month = prices.month
    and claims.currency = prices.currency
where prices.unit_price is null
