-- Unexplained prices that the rate card price explains with one or two known percent discounts (one may stand twice),
-- where exactly one such explanation fits to less than a minor unit.
with line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
),

unexplained as (
    select line_splits.*
    from line_splits
    inner join {{ ref('int_pricing__drift_parts') }} as drift_parts
        on line_splits.invoice_line_key = drift_parts.invoice_line_key and drift_parts.drift_cause = 'wrong_rate'
    where line_splits.billed_amount > 0
),

known_percents as (
    select * from {{ ref('int_pricing__known_percents') }}
),

percents as (
    select distinct
        unexplained.invoice_line_key,
        known_percents.percent
    from unexplained
    inner join known_percents
        on
        coalesce(known_percents.product_key, unexplained.product_key) = unexplained.product_key
        and (
            known_percents.contract_line_key is null
            or unexplained.contract_line_key = known_percents.contract_line_key
        )
),

combinations as (
    select
        invoice_line_key,
        percent as first_percent,
        cast(0 as decimal(9, 4)) as second_percent
    from percents

    union all

    select
        larger.invoice_line_key,
        larger.percent,
        smaller.percent
    from percents as larger
    inner join percents as smaller
        on larger.invoice_line_key = smaller.invoice_line_key and larger.percent >= smaller.percent
),

fitted as (
    select
        combinations.invoice_line_key,
        'rate card price less ' || {{ percent_text('combinations.first_percent') }}
        || case
            when combinations.second_percent = 0 then ''
            when combinations.second_percent = combinations.first_percent then ' twice'
            else ' and ' || {{ percent_text('combinations.second_percent') }}
        end as fitted_explanation
    from combinations
    inner join unexplained on combinations.invoice_line_key = unexplained.invoice_line_key
    where
        abs({{ round_div(
            to_units('unexplained.exact_rate_card_amount')
            ~ ' * cast((100 - combinations.first_percent) * 10000 as bigint)'
            ~ ' * cast((100 - combinations.second_percent) * 10000 as bigint)',
            'cast(1000000000000 as bigint)'
        ) }} - {{ to_units('unexplained.billed_amount') }}) < {{ to_units('unexplained.one_minor_unit') }}
)

select
    invoice_line_key,
    min(fitted_explanation) as fitted_explanation
from fitted
group by invoice_line_key
having count(distinct fitted_explanation) = 1
