-- Findings of the channel: commissions paid too much, or owed (a liability, beside leakage), and sales of partners that were not
-- reported, not invoiced or reported too cheap. A duplicate claim costs nothing yet: it is to be rejected.
with commissions as (
    select * from {{ ref('int_commissions__audit') }}
    where finding not in ('ok', 'approved_exception', 'not_assessable') and finding_amount <> 0
),

sell_through as (
    select * from {{ ref('int_sell_through__findings') }}
),

partners as (
    select * from {{ ref('int_partners__profiles') }}
),

products as (
    select
        product_key,
        min(product_code) as product_code
    from {{ ref('int_entities__products') }}
    group by product_key
),

policy as (
    select * from {{ ref('cause_policy') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
)

select
    commissions.commission_key as part_key,
    policy.layer,
    cast(null as {{ dbt.type_string() }}) as account_key,
    commissions.partner_key,
    commissions.currency,
    commissions.minor_units,
    commissions.reporting_rate,
    commissions.finding as cause,
    case when commissions.finding_amount < 0 then 'over' else 'under' end as direction,
    'commission' as subject_type,
    commissions.payment_system as subject_system,
    -- a missing payment has no id: what it is for, and to whom
    coalesce(
        commissions.commission_payment_id,
        commissions.subject_id || '|' || coalesce(commissions.partner_id, commissions.rep_id)
    ) as subject_id,
    case when commissions.commission_payment_id is null then commissions.payment_system end as contract_system,
    case when commissions.commission_payment_id is null then commissions.subject_id end as contract_line_id,
    case when commissions.commission_payment_id is not null then 'commission_payment' end as subject_table,
    commissions.finding_amount as gap_amount,
    commissions.opened_on
from commissions
inner join policy on commissions.finding = policy.cause

union all

select
    {{ surrogate_key(["'sell_through'", 'sell_through.partner_key', 'sell_through.product_key', 'sell_through.month', 'sell_through.finding']) }},
    policy.layer,
    partners.account_key,
    sell_through.partner_key,
    sell_through.currency,
    currencies.minor_units,
    rates.rate,
    sell_through.finding,
    case when sell_through.finding = 'duplicate_claim' then 'over' else 'under' end,
    'sell_through',
    partners.source_relation,
    partners.partner_id || '|' || coalesce(products.product_code, sell_through.product_key) || '|'
    || substring(cast(sell_through.month as {{ dbt.type_string() }}), 1, 7),
    cast(null as {{ dbt.type_string() }}),
    cast(null as {{ dbt.type_string() }}),
    cast(null as {{ dbt.type_string() }}),
    cast(case when sell_through.finding = 'duplicate_claim' then 0 else sell_through.finding_amount end as decimal(18, 4)),
    {{ add_days(add_months('sell_through.month', 1), -1 + var('billing_grace_days')) }}
from sell_through
inner join policy on sell_through.finding = policy.cause
inner join partners on sell_through.partner_key = partners.partner_key
inner join {{ ref('currencies') }} as currencies on sell_through.currency = currencies.currency
left join products on sell_through.product_key = products.product_key
left join rates
    on
    sell_through.currency = rates.currency
    and least({{ add_days(add_months('sell_through.month', 1), -1) }}, {{ as_of_date() }}) between rates.valid_from and rates.valid_to
