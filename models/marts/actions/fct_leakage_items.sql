{%- set largest_money = '100000000000000' -%}
with parts as (
    select * from {{ ref('int_items__parts') }}
),

evidence as (
    select * from {{ ref('int_items__evidence') }}
),

accounts as (
    select * from {{ ref('dim_accounts') }}
),

policy as (
    select * from {{ ref('cause_policy') }}
),

severities as (
    select * from {{ ref('severity_policy') }}
),

ownership as (
    select * from {{ ref('ownership') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

summed as (
    select
        parts.leak_item_key,
        parts.cause,
        parts.layer,
        parts.direction,
        parts.subject_type,
        parts.subject_system,
        parts.subject_id,
        parts.currency,
        min(parts.account_key) as account_key,
        min(parts.partner_key) as partner_key,
        cast(sum(parts.gap_amount) as decimal(18, 4)) as leakage_amount,
        cast(sum({{ round_money(multiply('parts.gap_amount', 'coalesce(parts.reporting_rate, 0)'), 'reporting.minor_units') }}) as decimal(18, 4))
            as leakage_amount_rc,
        min(parts.opened_on) as opened_on,
        max(parts.days_outstanding) as days_outstanding,
        sum(cast(parts.gap_amount as decimal(28, 4)) * parts.days_outstanding) as currency_days,
        sum(
            cast(
                {{ round_money(multiply('parts.gap_amount', 'coalesce(parts.reporting_rate, 0)'), 'reporting.minor_units') }} as decimal(28, 4)
            ) * parts.days_outstanding
        ) as currency_days_rc,
        max(parts.minor_units) as minor_units,
        max(reporting.minor_units) as reporting_minor_units
    from parts
    cross join reporting
    group by
        parts.leak_item_key, parts.cause, parts.layer, parts.direction, parts.subject_type, parts.subject_system, parts.subject_id, parts.currency
),

graded as (
    select
        summed.*,
        accounts.segment,
        severities.severity,
        severities.sla_factor,
        row_number() over (partition by summed.leak_item_key order by severities.severity_order) as severity_preference
    from summed
    left join accounts on summed.account_key = accounts.account_key
    inner join severities on abs(summed.leakage_amount_rc) >= severities.min_amount_rc
),

owned as (
    select
        graded.*,
        ownership.owner,
        ownership.owner_contact,
        ownership.team,
        -- the row that says most wins: layer, then cause, then segment
        row_number() over (
            partition by graded.leak_item_key
            order by
                case when ownership.layer is not null then 0 else 1 end,
                case when ownership.cause is not null then 0 else 1 end,
                case when ownership.segment is not null then 0 else 1 end,
                ownership.owner
        ) as owner_preference
    from graded
    inner join ownership
        on
        coalesce(ownership.layer, graded.layer) = graded.layer
        and coalesce(ownership.cause, graded.cause) = graded.cause
        and (ownership.segment is null or ownership.segment = graded.segment)
    where graded.severity_preference = 1
)

select
    owned.leak_item_key,
    owned.cause,
    owned.layer,
    owned.subject_type,
    owned.subject_system,
    owned.subject_id,
    owned.account_key,
    owned.partner_key,
    owned.currency,
    owned.severity,
    owned.owner,
    owned.owner_contact,
    owned.team,
    case
        when owned.direction = 'over' and owned.leakage_amount = 0 and owned.layer = 'booked_vs_billed' then 'cancel the unpaid invoice'
        when owned.direction = 'over' and owned.layer = 'booked_vs_billed' then 'credit the customer'
        else policy.recommended_action
    end as recommended_action,
    policy.structural_control,
    evidence.evidence,
    owned.leakage_amount,
    owned.leakage_amount_rc,
    -- billions over years, in a currency of small units, are more than the column holds: no figure rather than a wrong one
    cast(case when abs(owned.currency_days) < {{ largest_money }} then owned.currency_days end as decimal(18, 4)) as time_weighted_loss,
    cast(case when abs(owned.currency_days_rc) < {{ largest_money }} then owned.currency_days_rc end as decimal(18, 4)) as time_weighted_loss_rc,
    cast({{ scale_amount('owned.currency_days', var('cost_of_capital_pct'), '36500', 'owned.minor_units') }} as decimal(18, 4)) as carrying_cost,
    cast({{ scale_amount('owned.currency_days_rc', var('cost_of_capital_pct'), '36500', 'owned.reporting_minor_units') }} as decimal(18, 4))
        as carrying_cost_rc,
    owned.days_outstanding,
    -- money that was lost, as against over-billing and errors of the books
    owned.direction = 'under' and owned.layer <> 'billed_vs_recognized' and owned.leakage_amount > 0 as is_leakage,
    owned.opened_on,
    {{ add_days('owned.opened_on', 'ceil(policy.sla_days * owned.sla_factor)') }} as due_on
from owned
inner join policy on owned.cause = policy.cause
left join evidence on owned.leak_item_key = evidence.leak_item_key
where owned.owner_preference = 1
