-- Every way in which an unexplained price may have come about, with the amount that it makes: known discounts off the
-- rate card price, one, two after each other, or one twice; the same off the contract price, where that is no such price
-- itself; a discount of the rate card price off the contract price (the wrong base); another row of the rate card.
with unexplained as (
    select line_splits.*
    from {{ ref('int_pricing__line_splits') }} as line_splits
    inner join {{ ref('int_pricing__drift_parts') }} as drift_parts
        on line_splits.invoice_line_key = drift_parts.invoice_line_key and drift_parts.drift_cause = 'wrong_rate'
    where line_splits.billed_amount > 0
),

known as (
    select distinct
        unexplained.invoice_line_key,
        unexplained.exact_rate_card_amount as list_amount,
        unexplained.contract_amount,
        unexplained.one_minor_unit,
        discounts.percent,
        discounts.amount,
        cast((100 - discounts.percent) * cast(0.01 as decimal(4, 2)) as decimal(9, 6)) as factor,
        case
            when discounts.percent > 0 then {{ percent_text('discounts.percent') }}
            else cast(discounts.amount as {{ dbt.type_string() }})
        end as discount_text
    from unexplained
    inner join {{ ref('int_pricing__known_discounts') }} as discounts
        on
        (discounts.product_key is null or discounts.product_key = unexplained.product_key)
        and (discounts.contract_line_key is null or discounts.contract_line_key = unexplained.contract_line_key)
),

-- contract prices that one known discount makes of the list price
discounted as (
    select distinct invoice_line_key
    from known
    where abs({{ multiply('list_amount', 'factor') }} - amount - contract_amount) < one_minor_unit
),

own_priced as (
    select known.*
    from known
    left join discounted on known.invoice_line_key = discounted.invoice_line_key
    where
        known.contract_amount is not null
        and discounted.invoice_line_key is null
        and abs(known.list_amount - known.contract_amount) >= known.one_minor_unit
),

bases as (
    select
        known.*,
        'rate card price' as base,
        list_amount as base_amount
    from known

    union all

    select
        own_priced.*,
        'contract price',
        cast(contract_amount as decimal(28, 8))
    from own_priced
),

ways as (
    select
        invoice_line_key,
        base || ' less ' || discount_text as explanation,
        {{ multiply('base_amount', 'factor') }} - amount as way_amount
    from bases

    union all

    select
        bases.invoice_line_key,
        bases.base || ' less ' || bases.discount_text
        || case when known.discount_text = bases.discount_text then ' twice' else ' and ' || known.discount_text end,
        cast({{ multiply('bases.base_amount', 'bases.factor') }} - bases.amount as decimal(28, 8)) * known.factor - known.amount
    from bases
    inner join known
        on
        bases.invoice_line_key = known.invoice_line_key
        and (bases.percent > known.percent or (bases.percent = known.percent and bases.amount >= known.amount))

    union all

    select
        invoice_line_key,
        'contract price less ' || discount_text || ' of the rate card price',
        contract_amount - {{ multiply('list_amount', '(1 - factor)') }}
    from known
    where percent > 0 and abs(list_amount - contract_amount) >= one_minor_unit

    union all

    select
        invoice_line_key,
        'price of rate card row ' || rate_card_id,
        {{ multiply('unit_months', 'unit_price') }}
    from {{ ref('int_pricing__other_prices') }}
)

select
    {{ surrogate_key(['invoice_line_key', 'explanation']) }} as price_way_key,
    invoice_line_key,
    explanation,
    cast(max(way_amount) as decimal(28, 8)) as way_amount
from ways
where way_amount > 0
group by invoice_line_key, explanation
