-- What the rate card is asked: the price of a product for an account and quantity on a day. Invoice lines ask for their
-- first service day and for the day their contract was signed, contract lines for the day they were signed,
-- sales of partners for the month they were reported for.
with lines as (
    select * from {{ ref('int_pricing__lines') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
    where product_key is not null
),

sold_by_partners as (
    select * from {{ ref('int_sell_through__price_questions') }}
),

asked as (
    select
        product_key,
        currency,
        charge_type,
        account_key,
        tier_quantity,
        service_start_on as asked_on
    from lines

    union

    select
        product_key,
        currency,
        charge_type,
        account_key,
        tier_quantity,
        closed_on
    from lines
    where closed_on is not null

    union

    select
        product_key,
        currency,
        case when is_one_time then 'one_time' else 'recurring' end,
        account_key,
        quantity,
        closed_on
    from contract_lines

    union

    select
        product_key,
        currency,
        case when is_one_time then 'one_time' else 'recurring' end,
        account_key,
        quantity,
        start_on
    from contract_lines

    {% for charge_type in ['recurring', 'one_time'] -%}
        union

        select
            product_key,
            currency,
            '{{ charge_type }}',
            account_key,
            tier_quantity,
            month
        from sold_by_partners
    {% endfor %}
)

select
    {{ rate_card_question('product_key', 'currency', 'charge_type', 'account_key', 'tier_quantity', 'asked_on') }}
        as question_key,
    asked.*
from asked
