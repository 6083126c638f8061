-- What a contract line was signed for, in months, and the discount that its account's segment may get without asking: the seed's, else the
-- default. The term counts as many months as the schedule that splits the total over its periods.
with contract_lines as (
    select
        lines.*,
        {{ full_months('lines.start_on', 'lines.end_on') }} as full_months
    from {{ ref('int_contracts__lines') }} as lines
),

scheduled as (
    select
        contract_line_key,
        max(step_weight) as weight
    from {{ ref('int_schedule__periods') }}
    where step_no = 0
    group by contract_line_key
),

segments as (
    select * from {{ ref('int_pricing__account_segments') }}
),

policy as (
    select
        lower(trim(segment)) as segment,
        min(threshold_pct) as threshold_pct
    from {{ ref('discount_policy') }}
    group by lower(trim(segment))
)

select
    contract_lines.contract_line_key,
    case when contract_lines.is_one_time then 'one_time' else 'recurring' end as charge_type,
    case
        when contract_lines.is_one_time then cast(1000000000 as bigint)
        -- with an anniversary uplift the schedule's first stretch is a year, the total is the whole term
        when scheduled.weight is not null and (contract_lines.uplift_pct is null or coalesce(contract_lines.uplift_applies, 'renewal') <> 'anniversary')
            then scheduled.weight
        else {{ months_weight('contract_lines.start_on', 'contract_lines.end_on', 'contract_lines.full_months') }}
    end as weight,
    cast(coalesce(policy.threshold_pct, {{ var('discount_approval_threshold_pct') }}) as decimal(18, 8)) as threshold_pct
from contract_lines
left join scheduled on contract_lines.contract_line_key = scheduled.contract_line_key
left join segments on contract_lines.account_key = segments.account_key
left join policy on segments.segment = policy.segment
