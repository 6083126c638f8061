-- Billing periods of the contract's own price, clipped to their term, each with its part of the step's total: split by weight, then cut by
-- days where the schedule was cut. A period in which a contract year ends has its part of both years. Weights are whole billionths of a
-- month, so that every engine rounds alike.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

steps as (
    select * from {{ ref('int_schedule__value_steps') }}
),

terms as (
    select * from {{ ref('int_schedule__terms') }}
),

cuts as (
    select * from {{ ref('int_schedule__cuts') }}
),

numbers as (
    select * from {{ ref('int_util__numbers') }}
),

-- the terms, and the days after the last one, into which a contract year may reach
spans as (
    select
        contract_line_key,
        term_no,
        coalesce(
            {{ add_days('lag(end_on) over (partition by contract_line_key order by term_no)', 1) }}, cast('1900-01-01' as date)
        ) as start_on,
        end_on
    from terms

    union all

    select
        contract_line_key,
        cast(null as integer),
        {{ add_days('max(end_on)', 1) }},
        cast('9999-12-31' as date)
    from terms
    group by contract_line_key
),

stepped as (
    select
        steps.contract_line_key,
        steps.step_no,
        steps.step_total,
        spans.term_no,
        greatest(steps.start_on, spans.start_on) as start_on,
        least(steps.end_on, spans.end_on) as end_on,
        contract_lines.anchor_on,
        contract_lines.frequency_months,
        contract_lines.minor_units,
        contract_lines.is_one_time,
        cast(floor(
            {{ months_between('contract_lines.anchor_on', 'greatest(steps.start_on, spans.start_on)') }} * 1.0
            / greatest(contract_lines.frequency_months, 1)
        ) as integer) - 1 as first_k
    from steps
    inner join contract_lines on steps.contract_line_key = contract_lines.contract_line_key
    inner join spans
        on
        steps.contract_line_key = spans.contract_line_key
        and steps.start_on <= spans.end_on
        and steps.end_on >= spans.start_on
),

grid as (
    select
        stepped.*,
        {{ add_months('stepped.anchor_on', '(stepped.first_k + numbers.n) * stepped.frequency_months') }} as full_start_on,
        {{ add_days(add_months('stepped.anchor_on', '(stepped.first_k + numbers.n + 1) * stepped.frequency_months'), -1) }} as full_end_on
    from stepped
    inner join numbers
        on numbers.n * stepped.frequency_months <= {{ months_between('stepped.start_on', 'stepped.end_on') }} + 3 * stepped.frequency_months
    where not stepped.is_one_time
),

clipped as (
    select
        contract_line_key,
        step_no,
        term_no,
        step_total,
        minor_units,
        full_start_on,
        full_end_on,
        frequency_months,
        greatest(full_start_on, start_on) as period_start_on,
        least(full_end_on, end_on) as period_end_on,
        case
            when full_start_on >= start_on and full_end_on <= end_on then frequency_months * cast(1000000000 as bigint)
            else cast({{ round_div(
                'frequency_months * cast(1000000000 as bigint) * (' ~ days_between('greatest(full_start_on, start_on)', 'least(full_end_on, end_on)') ~ ' + 1)',
                '(' ~ days_between('full_start_on', 'full_end_on') ~ ' + 1)'
            ) }} as bigint)
        end as weight
    from grid
    where full_end_on >= start_on and full_start_on <= end_on

    union all

    select
        contract_line_key,
        step_no,
        term_no,
        step_total,
        minor_units,
        start_on,
        end_on,
        1,
        start_on,
        end_on,
        cast(1000000000 as bigint)
    from stepped
    where is_one_time
),

weighted as (
    select
        clipped.*,
        sum(weight) over (
            partition by contract_line_key, step_no order by period_start_on rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(weight) over (partition by contract_line_key, step_no) as total_weight
    from clipped
),

priced as (
    select
        weighted.*,
        {{ split_amount('step_total', 'weight', 'cumulative_weight', 'total_weight', 'minor_units') }} as whole_amount
    from weighted
),

merged as (
    select
        contract_line_key,
        term_no,
        minor_units,
        max(step_no) as step_no,
        max(total_weight) as step_weight,
        count(*) > 1 as is_across_steps,
        min(period_start_on) as period_start_on,
        max(period_end_on) as period_end_on,
        case
            when min(period_start_on) = full_start_on and max(period_end_on) = full_end_on
                then max(frequency_months) * cast(1000000000 as bigint)
            else cast(sum(weight) as bigint)
        end as weight,
        cast(sum(whole_amount) as decimal(18, 4)) as whole_amount
    from priced
    where term_no is not null
    group by contract_line_key, term_no, minor_units, full_start_on, full_end_on
),

bounded as (
    select
        merged.*,
        least(
            coalesce(cuts.cut_on, cast('9999-12-31' as date)),
            case when merged.term_no > 0 then coalesce(cuts.renewal_cut_on, cast('9999-12-31' as date)) else cast('9999-12-31' as date) end
        ) as cut_on
    from merged
    left join cuts on merged.contract_line_key = cuts.contract_line_key
),

final as (
    select
        contract_line_key,
        step_no,
        is_across_steps,
        term_no > 0 as is_renewal_term,
        period_start_on,
        least(period_end_on, {{ add_days('cut_on', -1) }}) as period_end_on,
        period_end_on as whole_end_on,
        step_weight,
        case
            when cut_on > period_end_on then weight
            else cast({{ round_div(
                'weight * ' ~ days_between('period_start_on', 'cut_on'),
                '(' ~ days_between('period_start_on', 'period_end_on') ~ ' + 1)'
            ) }} as bigint)
        end as weight,
        case
            when cut_on > period_end_on then whole_amount
            else
                {{ prorate(
                    'whole_amount',
                    days_between('period_start_on', 'cut_on'),
                    '(' ~ days_between('period_start_on', 'period_end_on') ~ ' + 1)',
                    'minor_units'
                ) }}
        end as expected_amount
    from bounded
    where cut_on > period_start_on
)

select * from final
