-- What a unit sold by a partner costs it: the price of its own contract for the product in that month, else the rate card.
with questions as (
    select
        questions.*,
        {{ rate_card_question('product_key', 'currency', "'recurring'", 'account_key', 'tier_quantity', 'month') }}
            as recurring_question_key,
        {{ rate_card_question('product_key', 'currency', "'one_time'", 'account_key', 'tier_quantity', 'month') }}
            as one_time_question_key
    from {{ ref('int_sell_through__price_questions') }} as questions
),

choices as (
    select * from {{ ref('int_pricing__rate_card_choices') }}
),

contract_periods as (
    select
        contract_lines.account_key,
        contract_lines.product_key,
        contract_lines.currency,
        expectations.period_start_on,
        expectations.period_end_on,
        contract_lines.end_on,
        expectations.charge_type,
        {{ unit_price(
            'expectations.expected_amount',
            "(case when expectations.charge_type = 'one_time' then cast(expectations.quantity as decimal(20, 8)) else "
            ~ weigh_quantity('expectations.quantity', 'expectations.weight') ~ ' end)'
        ) }} as unit_price,
        expectations.expectation_key
    from {{ ref('int_schedule__expectations') }} as expectations
    inner join {{ ref('int_contracts__lines') }} as contract_lines
        on expectations.contract_line_key = contract_lines.contract_line_key
    where expectations.charge_type in ('recurring', 'one_time')
),

contracted as (
    select
        questions.partner_key,
        questions.product_key,
        questions.month,
        questions.currency,
        contract_periods.unit_price,
        row_number() over (
            partition by questions.partner_key, questions.product_key, questions.month, questions.currency
            order by contract_periods.period_start_on desc, contract_periods.expectation_key
        ) as place
    from questions
    inner join contract_periods
        on
        questions.account_key = contract_periods.account_key
        and questions.product_key = contract_periods.product_key
        and questions.currency = contract_periods.currency
        and contract_periods.period_start_on < {{ add_months('questions.month', 1) }}
        -- a one-time line is a price for its whole term
        and case when contract_periods.charge_type = 'one_time' then contract_periods.end_on else contract_periods.period_end_on end
        >= questions.month
    where contract_periods.unit_price is not null
)

select
    questions.partner_key,
    questions.product_key,
    questions.month,
    questions.currency,
    questions.minor_units,
    coalesce(contracted.unit_price, recurring.unit_price, one_time.unit_price) as unit_price,
    case
        when contracted.unit_price is not null then 'contract'
        when coalesce(recurring.unit_price, one_time.unit_price) is not null then 'rate_card'
    end as price_source
from questions
left join contracted
    on
    questions.partner_key = contracted.partner_key
    and questions.product_key = contracted.product_key
    and questions.month = contracted.month
    and questions.currency = contracted.currency
    and contracted.place = 1
left join choices as recurring on questions.recurring_question_key = recurring.question_key
left join choices as one_time on questions.one_time_question_key = one_time.question_key
