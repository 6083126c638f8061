-- Neighbouring periods of one line and charge type of which one is short and the other long by the same amount: an invoice in the
-- wrong period, not a leak. In a chain of such neighbours they pair off from the first one.
with groups as (
    select
        group_key,
        contract_line_key,
        charge_type,
        period_start_on,
        expected_amount - billed_amount + credit_amount as variance_amount
    from {{ ref('int_bridge__groups') }}
    where has_expectation and is_due and charge_type in ('recurring', 'one_time', 'overage')
),

neighbours as (
    select
        groups.*,
        row_number() over (partition by contract_line_key, charge_type order by period_start_on, group_key) as place_no,
        lead(group_key) over (partition by contract_line_key, charge_type order by period_start_on, group_key) as next_group_key,
        case
            when
                variance_amount <> 0
                and variance_amount = -lead(variance_amount) over (partition by contract_line_key, charge_type order by period_start_on, group_key)
                then 1
            else 0
        end as opposes_next
    from groups
),

-- number the runs of periods that each oppose the next one, to pair first with second, third with fourth
runs as (
    select
        neighbours.*,
        place_no - sum(opposes_next) over (
            partition by contract_line_key, charge_type order by place_no rows between unbounded preceding and current row
        ) as run_no
    from neighbours
),

positions as (
    select
        runs.*,
        row_number() over (partition by contract_line_key, charge_type, run_no, opposes_next order by place_no) as position_in_run
    from runs
    where opposes_next = 1
),

pairs as (
    select
        group_key,
        next_group_key
    from positions
    where mod(position_in_run, 2) = 1
)

select group_key from pairs
union
select next_group_key from pairs
