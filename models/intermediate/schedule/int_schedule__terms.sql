-- The original term of a contract line (term_no 0) and the renewal terms that have started: whole terms, counted from the day after
-- the original end, while the line renews by itself and was not cancelled before.
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

renewal_terms as (
    select
        lengths.contract_line_key,
        numbers.n + 1 as term_no,
        lengths.term_months,
        lengths.cancelled_on,
        {{ add_months('lengths.first_renewal_on', 'numbers.n * lengths.term_months') }} as start_on,
        {{ add_days(add_months('lengths.first_renewal_on', '(numbers.n + 1) * lengths.term_months'), -1) }} as end_on
    from lengths
    inner join numbers
        on numbers.n <= {{ months_between('lengths.first_renewal_on', as_of_date()) }}
    where lengths.is_auto_renew and lengths.first_renewal_on <= {{ as_of_date() }}
),

final as (
    select contract_line_key, 0 as term_no, term_months, start_on, end_on
    from lengths

    union all

    select contract_line_key, term_no, term_months, start_on, end_on
    from renewal_terms
    where
        start_on <= {{ as_of_date() }}
        and (cancelled_on is null or cancelled_on >= start_on)
)

select * from final
