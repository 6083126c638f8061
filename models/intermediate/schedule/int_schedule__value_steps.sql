-- The stretches of a contract line that share one total: its terms, or its contract years where the uplift applies per anniversary.
-- Each step's total is the last one raised by the uplift, rounded once. A contract year may reach past the end of the line:
-- its periods there are cut away later, so that a part of a year costs its part.
with recursive contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

terms as (
    select * from {{ ref('int_schedule__terms') }}
),

numbers as (
    select * from {{ ref('int_util__numbers') }}
),

-- the months of the original term, to the day: a contract of six weeks is no month and no two
first_terms as (
    select
        contract_line_key,
        start_on,
        end_on,
        {{ full_months('start_on', 'end_on') }} as full_months
    from terms
    where term_no = 0
),

first_months as (
    select
        contract_line_key,
        cast({{ months_weight('start_on', 'end_on', 'full_months') }} * cast(0.000000001 as decimal(10, 9)) as decimal(18, 8)) as months
    from first_terms
),

last_days as (
    select
        contract_line_key,
        max(end_on) as last_on
    from terms
    group by contract_line_key
),

steps as (
    select
        terms.contract_line_key,
        terms.term_no as step_no,
        terms.start_on,
        terms.end_on,
        contract_lines.total_price as first_total,
        coalesce(contract_lines.uplift_pct, 0) as uplift_pct,
        contract_lines.minor_units
    from terms
    inner join contract_lines on terms.contract_line_key = contract_lines.contract_line_key
    where contract_lines.is_one_time or coalesce(contract_lines.uplift_applies, 'renewal') <> 'anniversary' or contract_lines.uplift_pct is null

    union all

    select
        contract_lines.contract_line_key,
        numbers.n,
        {{ add_months('contract_lines.start_on', 'numbers.n * 12') }},
        {{ add_days(add_months('contract_lines.start_on', '(numbers.n + 1) * 12'), -1) }},
        -- the first year's annualised value
        {{ scale_amount('contract_lines.total_price', '12', 'first_months.months', 'contract_lines.minor_units') }},
        contract_lines.uplift_pct,
        contract_lines.minor_units
    from contract_lines
    inner join last_days on contract_lines.contract_line_key = last_days.contract_line_key
    inner join first_months on contract_lines.contract_line_key = first_months.contract_line_key
    inner join numbers
        on
        numbers.n <= 99
        and {{ add_months('contract_lines.start_on', 'numbers.n * 12') }} <= last_days.last_on
    where not contract_lines.is_one_time and contract_lines.uplift_applies = 'anniversary' and contract_lines.uplift_pct is not null
),

raised as (
    select
        contract_line_key,
        step_no,
        start_on,
        end_on,
        uplift_pct,
        minor_units,
        first_total as step_total
    from steps
    where step_no = 0

    union all

    select
        steps.contract_line_key,
        steps.step_no,
        steps.start_on,
        steps.end_on,
        steps.uplift_pct,
        steps.minor_units,
        {{ scale_amount('raised.step_total', '(100 + steps.uplift_pct)', '100', 'steps.minor_units') }}
    from raised
    inner join steps
        on raised.contract_line_key = steps.contract_line_key and raised.step_no + 1 = steps.step_no
),

final as (
    select
        contract_line_key,
        step_no,
        start_on,
        end_on,
        step_total
    from raised
)

select * from final
