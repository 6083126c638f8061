-- Step 1 of the bridge before credit notes: why a billing period's expectation and its invoices differ, one column per cause, in the
-- order of precedence. Per row: due_amount - billed_amount = the sum of the cause columns (all of it, credits included, in
-- not_assessable, and in timing for a shift).
{%- set quantity_difference = scale_amount(
    'expected_amount', '(contract_quantity - billed_quantity)', 'case when contract_quantity = 0 then 1 else contract_quantity end', 'minor_units'
) %}

with groups as (
    select * from {{ ref('int_bridge__groups') }}
),

shifts as (
    select * from {{ ref('int_bridge__shifts') }}
),

covers as (
    select * from {{ ref('int_bridge__ambiguous_covers') }}
),

layer as (
    select is_assessable from {{ ref('int_completeness__layers') }}
    where layer = 'booked_vs_billed'
),

-- overages and change orders are held against records of their own: without these nothing is said about what was billed
evidence as (
    select * from {{ ref('int_completeness__evidence') }}
),

situated as (
    select
        groups.*,
        case when groups.is_due then groups.expected_amount else 0 end as due_amount,
        groups.expected_amount - (groups.billed_amount - groups.duplicate_amount - groups.duplicate_excess_amount) as first_variance,
        coalesce(covers.covered_amount, 0) as covered_amount,
        {{ minor_unit('groups.minor_units') }} as one_minor_unit,
        -- the first that holds
        case
            when groups.match_method = 'unapplied_cash' then 'none'
            when not layer.is_assessable then 'not_assessable'
            when groups.contract_line_key is null and groups.match_method = 'ambiguous' then 'ambiguous_orphan'
            when groups.contract_line_key is null then 'orphan'
            when groups.charge_type = 'overage' and not evidence.has_usage then 'not_assessable'
            when groups.charge_type = 'change_order' and not evidence.has_change_orders then 'not_assessable'
            when not groups.has_expectation then 'after_term'
            when not groups.is_due then 'before_due'
            when shifts.group_key is not null then 'shifted'
            when groups.line_count = 0 and {{ add_days('groups.expected_invoice_on', var('billing_grace_days')) }} >= {{ as_of_date() }} then 'in_grace'
            when groups.line_count = 0 then 'not_invoiced'
            else 'invoiced'
        end as situation
    from groups
    cross join layer
    cross join evidence
    left join shifts on groups.group_key = shifts.group_key
    left join covers on groups.group_key = covers.group_key
),

covered as (
    select
        situated.*,
        case
            when situation in ('not_invoiced', 'invoiced') and first_variance > 0 then least(first_variance, covered_amount)
            else 0
        end as ambiguous_amount
    from situated
),

quantified as (
    select
        covered.*,
        first_variance - ambiguous_amount as left_amount,
        case
            when situation <> 'invoiced' or first_variance = 0 or contract_quantity = 0 then 0
            when charge_type in ('overage', 'change_order') and first_variance > 0 then 0
            when ambiguous_amount > 0
                then least(
                    {{ quantity_difference }},
                    first_variance - ambiguous_amount
                )
            else
                {{ quantity_difference }}
        end as quantity_amount
    from covered
),

-- Days after a cut cost what the days before it cost, but for the rounding of these: that is no other price.
measured as (
    select
        quantified.*,
        case
            when
                cut_off_end_on is not null
                and abs(left_amount - quantity_amount) * contract_quantity <= one_minor_unit * billed_quantity
                then left_amount
            else quantity_amount
        end as measured_amount
    from quantified
),

priced as (
    select
        measured.*,
        case
            when situation <> 'invoiced' then 0
            when charge_type in ('overage', 'change_order') and left_amount > 0 then 0
            else left_amount - measured_amount
        end as price_amount
    from measured
),

final as (
    select
        group_key,
        situation,
        case when situation = 'not_assessable' then due_amount - billed_amount + credit_amount else 0 end as not_assessable,
        case
            when situation = 'in_grace' then expected_amount
            when situation = 'before_due' then -billed_amount
            when situation = 'shifted' then expected_amount - billed_amount + credit_amount
            else 0
        end as timing,
        case when situation = 'ambiguous_orphan' then -billed_amount else ambiguous_amount end as ambiguous_match,
        case
            when charge_type in ('overage', 'change_order') and situation in ('not_invoiced', 'invoiced') and left_amount > 0 then left_amount
            else 0
        end as scope_creep,
        case
            when situation = 'not_invoiced' and charge_type not in ('overage', 'change_order') and is_renewal_term then left_amount
            else 0
        end as renewal_miss,
        case
            when situation = 'not_invoiced' and charge_type not in ('overage', 'change_order') and not is_renewal_term then left_amount
            when situation = 'invoiced' then greatest(measured_amount, 0)
            else 0
        end as unbilled_work,
        case when situation = 'invoiced' then -duplicate_amount else 0 end as duplicate_invoice,
        case
            when situation = 'after_term' then -billed_amount
            when situation = 'invoiced' then least(measured_amount, 0) - duplicate_excess_amount
            else 0
        end as overbilled,
        case when situation = 'orphan' then -billed_amount else 0 end as billed_without_contract,
        case when abs(price_amount) <= one_minor_unit * (line_count - duplicate_count) then price_amount else 0 end as rounding,
        case when abs(price_amount) <= one_minor_unit * (line_count - duplicate_count) then 0 else price_amount end as pricing_drift
    from priced
)

select * from final
