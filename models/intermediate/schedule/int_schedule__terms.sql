-- The original term of a contract line (term_no 0) and the renewal terms that have started: whole terms, counted from the day after
-- the original end (from the start where the original term is itself whole, so that 29 Feb and the 31st come back), while the line
-- renews by itself and was not cancelled before.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

numbers as (
    select * from {{ ref('int_util__numbers') }}
),

lengths as (
    select
        contract_lines.*,
        {{ add_days('end_on', 1) }} as first_renewal_on,
        greatest(
            1,
            {{ months_between('start_on', add_days('end_on', 1)) }}
            + case
                when extract(day from {{ add_days('end_on', 1) }}) - extract(day from start_on) >= 15 then 1
                when extract(day from {{ add_days('end_on', 1) }}) - extract(day from start_on) <= -15 then -1
                else 0
            end
        ) as term_months
    from contract_lines
),

counted as (
    select
        lengths.*,
        case when {{ add_months('start_on', 'term_months') }} = first_renewal_on then start_on else first_renewal_on end as counted_from_on,
        case when {{ add_months('start_on', 'term_months') }} = first_renewal_on then 1 else 0 end as terms_before
    from lengths
),

renewal_terms as (
    select
        counted.contract_line_key,
        numbers.n + 1 as term_no,
        counted.term_months,
        counted.cancelled_on,
        {{ add_months('counted.counted_from_on', '(numbers.n + counted.terms_before) * counted.term_months') }} as start_on,
        {{ add_days(add_months('counted.counted_from_on', '(numbers.n + counted.terms_before + 1) * counted.term_months'), -1) }} as end_on
    from counted
    inner join numbers
        on numbers.n <= {{ months_between('counted.first_renewal_on', as_of_date()) }}
    where counted.is_auto_renew and counted.first_renewal_on <= {{ as_of_date() }}
),

final as (
    select
        contract_line_key,
        0 as term_no,
        term_months,
        start_on,
        end_on
    from lengths

    union all

    select
        contract_line_key,
        term_no,
        term_months,
        start_on,
        end_on
    from renewal_terms
    where
        start_on <= {{ as_of_date() }}
        and (cancelled_on is null or cancelled_on >= start_on)
)

select * from final
