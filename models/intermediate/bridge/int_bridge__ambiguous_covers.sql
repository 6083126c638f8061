-- How much of a contract line's gap an ambiguous invoice line may be: invoice lines that have the same candidates and start in the
-- same month are one pool, which covers the gaps of its candidates in that month, in order, up to its amount.
with matches as (
    select * from {{ ref('int_billing__line_matches') }}
    where match_method = 'ambiguous'
),

candidates as (
    select * from {{ ref('int_billing__match_candidates') }}
),

charges as (
    select * from {{ ref('int_billing__charges') }}
),

groups as (
    select * from {{ ref('int_bridge__groups') }}
    where has_expectation and is_due and expected_amount - billed_amount + credit_amount > 0
),

ambiguous_candidates as (
    select distinct
        matches.invoice_line_key,
        candidates.contract_line_key
    from matches
    inner join candidates
        on
        matches.invoice_line_key = candidates.invoice_line_key
        and matches.ambiguous_rung = candidates.rung
),

pool_names as (
    select
        invoice_line_key,
        min(contract_line_key) as first_candidate,
        max(contract_line_key) as last_candidate,
        count(*) as candidate_count
    from ambiguous_candidates
    group by invoice_line_key
),

pools as (
    select
        pool_names.first_candidate,
        pool_names.last_candidate,
        pool_names.candidate_count,
        {{ month_start('charges.service_start_on') }} as pool_month,
        charges.charge_type,
        charges.currency,
        sum(charges.net_amount) as pool_amount
    from pool_names
    inner join charges on pool_names.invoice_line_key = charges.invoice_line_key
    group by
        pool_names.first_candidate, pool_names.last_candidate, pool_names.candidate_count,
        {{ month_start('charges.service_start_on') }}, charges.charge_type, charges.currency
),

pool_members as (
    select distinct
        pool_names.first_candidate,
        pool_names.last_candidate,
        pool_names.candidate_count,
        ambiguous_candidates.contract_line_key
    from pool_names
    inner join ambiguous_candidates on pool_names.invoice_line_key = ambiguous_candidates.invoice_line_key
),

gaps as (
    select
        pools.*,
        groups.group_key,
        groups.expected_amount - groups.billed_amount + groups.credit_amount as gap_amount,
        row_number() over (
            partition by groups.group_key order by pools.candidate_count, pools.first_candidate, pools.last_candidate
        ) as preference
    from pools
    inner join pool_members
        on
        pools.first_candidate = pool_members.first_candidate
        and pools.last_candidate = pool_members.last_candidate
        and pools.candidate_count = pool_members.candidate_count
    inner join groups
        on
        pool_members.contract_line_key = groups.contract_line_key
        and pools.currency = groups.currency
        and pools.charge_type = groups.charge_type
        and pools.pool_month = {{ month_start('groups.period_start_on') }}
),

cumulated as (
    select
        gaps.*,
        sum(gap_amount) over (
            partition by first_candidate, last_candidate, candidate_count, pool_month, charge_type, currency
            order by group_key rows between unbounded preceding and current row
        ) as gap_through
    from gaps
    -- a gap that several pools could cover is covered by the one with the fewest candidates
    where preference = 1
),

final as (
    select
        group_key,
        cast(least(gap_amount, greatest(pool_amount - (gap_through - gap_amount), 0)) as decimal(18, 4)) as covered_amount
    from cumulated
)

select * from final
where covered_amount > 0
