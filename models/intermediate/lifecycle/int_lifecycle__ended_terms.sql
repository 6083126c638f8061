-- Terms of recurring contract lines whose last day lies before the as-of date, with their value at the rate in force on that day. A term
-- that an amendment cut short goes on in the amending line; one that a renewal deal replaced never was.
with terms as (
    select * from {{ ref('int_schedule__terms') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
    where not is_one_time
),

cuts as (
    select * from {{ ref('int_schedule__cuts') }}
),

steps as (
    select * from {{ ref('int_schedule__value_steps') }}
),

cut_terms as (
    select
        terms.*,
        contract_lines.uplift_applies = 'anniversary' and contract_lines.uplift_pct is not null as has_yearly_steps,
        contract_lines.minor_units,
        cuts.cut_on,
        -- the first day that no longer belongs to the term
        least(
            {{ add_days('terms.end_on', 1) }},
            coalesce(cuts.cut_on, {{ add_days('terms.end_on', 1) }}),
            case when terms.term_no > 0 then coalesce(cuts.renewal_cut_on, {{ add_days('terms.end_on', 1) }}) else {{ add_days('terms.end_on', 1) }} end
        ) as over_on,
        contract_lines.is_terminated
        and coalesce({{ add_days('contract_lines.cancelled_on', 1) }} = cuts.cut_on, false) as is_terminated
    from terms
    inner join contract_lines on terms.contract_line_key = contract_lines.contract_line_key
    left join cuts on terms.contract_line_key = cuts.contract_line_key
),

ended as (
    select
        cut_terms.*,
        {{ add_days('over_on', -1) }} as ended_on
    from cut_terms
    where
        over_on > start_on
        and over_on <= {{ as_of_date() }}
        and (cut_on is null or is_terminated or cut_on > end_on)
),

-- the rate of the term's last day and of the day after the term
valued as (
    select
        ended.*,
        case when ended.has_yearly_steps then 12 else ended.term_months end as step_months,
        steps.step_total,
        next_terms.start_on as next_start_on,
        next_steps.step_total as next_step_total
    from ended
    inner join steps
        on ended.contract_line_key = steps.contract_line_key
        and ended.ended_on between steps.start_on and steps.end_on
    left join terms as next_terms
        on ended.contract_line_key = next_terms.contract_line_key
        and ended.term_no + 1 = next_terms.term_no
        and ended.over_on = next_terms.start_on
        and (ended.cut_on is null or ended.cut_on > next_terms.start_on)
    left join cuts
        on ended.contract_line_key = cuts.contract_line_key
        and cuts.renewal_cut_on <= next_terms.start_on
    left join steps as next_steps
        on next_terms.contract_line_key = next_steps.contract_line_key
        and next_terms.start_on between next_steps.start_on and next_steps.end_on
        and cuts.contract_line_key is null
),

final as (
    select
        contract_line_key,
        term_no,
        term_months,
        is_terminated,
        {{ scale_amount('step_total', 'term_months', 'step_months', 'minor_units') }} as term_amount,
        cast(
            case
                when next_step_total is null then 0
                else {{ scale_amount('next_step_total', 'term_months', 'step_months', 'minor_units') }}
            end as decimal(18, 4)
        ) as automatic_amount,
        start_on,
        ended_on
    from valued
)

select * from final
