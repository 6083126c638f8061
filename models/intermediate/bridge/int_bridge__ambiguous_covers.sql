-- How much of a contract line's gap an ambiguous invoice line may be: invoice lines of one charge type and currency that have the same
-- candidates are one pool, which covers their gaps up to its amount less credits. A line with a service period reaches the gaps of that
-- period; one without reaches all, the nearest expected invoice date first. Gaps in another currency count at the rate of the issue date.
with candidates as (
    select * from {{ ref('int_bridge__ambiguous_candidates') }}
),

charges as (
    select * from {{ ref('int_billing__charges') }}
),

groups as (
    select
        groups.*,
        expected_amount - billed_amount + credit_amount as gap_amount
    from {{ ref('int_bridge__groups') }} as groups
),

pooled as (
    select
        candidates.contract_line_key,
        candidates.pool_key,
        candidates.candidate_count,
        charges.charge_type,
        charges.currency,
        charges.minor_units,
        charges.document_rate,
        charges.issued_on,
        charges.has_service_period,
        charges.service_start_on,
        charges.service_end_on,
        -- each line once
        case
            when row_number() over (partition by candidates.invoice_line_key order by candidates.contract_line_key) = 1
                then greatest(-groups.gap_amount, 0)
            else 0
        end as billed_amount
    from candidates
    inner join charges on candidates.invoice_line_key = charges.invoice_line_key
    inner join groups on charges.invoice_line_key = groups.orphan_invoice_line_key
),

pools as (
    select
        pool_key,
        sum(billed_amount) as pool_amount
    from pooled
    group by pool_key
),

reached as (
    select
        pooled.pool_key,
        pooled.candidate_count,
        groups.group_key,
        groups.period_start_on,
        groups.minor_units,
        groups.gap_amount,
        min(case
            when pooled.currency = groups.currency then groups.gap_amount
            else {{ scale_amount('groups.gap_amount', 'rates.rate', 'pooled.document_rate', 'pooled.minor_units') }}
        end) as pool_gap_amount,
        min(case
            when pooled.has_service_period then 0
            else abs({{ days_between('groups.expected_invoice_on', 'pooled.issued_on') }})
        end) as distance_days
    from pooled
    inner join groups
        on
        pooled.contract_line_key = groups.contract_line_key
        -- nobody says of which type the line is, but the contract line that it may belong to
        and (pooled.charge_type = groups.charge_type or (pooled.charge_type = 'recurring' and groups.charge_type = 'one_time'))
        and (
            not pooled.has_service_period
            or (pooled.service_start_on <= groups.period_end_on and pooled.service_end_on >= groups.period_start_on)
        )
    left join {{ ref('int_fx__rates_to_reporting') }} as rates
        on groups.currency = rates.currency and pooled.issued_on between rates.valid_from and rates.valid_to
    where
        groups.has_expectation and groups.is_due and groups.gap_amount > 0
        and (pooled.currency = groups.currency or rates.rate is not null)
    group by
        pooled.pool_key, pooled.candidate_count, groups.group_key, groups.period_start_on, groups.minor_units, groups.gap_amount
),

-- a gap that several pools could cover is covered by that with the fewest candidates
ranked as (
    select
        reached.*,
        row_number() over (partition by group_key order by candidate_count, pool_key) as preference
    from reached
),

cumulated as (
    select
        ranked.*,
        pools.pool_amount - (
            sum(pool_gap_amount) over (
                partition by ranked.pool_key
                order by distance_days, period_start_on, group_key rows between unbounded preceding and current row
            ) - pool_gap_amount
        ) as left_amount
    from ranked
    inner join pools on ranked.pool_key = pools.pool_key
    where preference = 1
)

select
    group_key,
    case
        when left_amount >= pool_gap_amount then gap_amount
        else {{ scale_amount('gap_amount', 'left_amount', 'pool_gap_amount', 'minor_units') }}
    end as covered_amount
from cumulated
where left_amount > 0
