-- Unexplained prices that exactly one way explains: to less than a minor unit on the line, or with the unit price rounded
-- to the minor unit before it was multiplied. Where two ways fit, none is given.
with line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
),

fitted as (
    select
        ways.invoice_line_key,
        ways.explanation
    from {{ ref('int_pricing__price_ways') }} as ways
    inner join line_splits on ways.invoice_line_key = line_splits.invoice_line_key
    where
        abs(ways.way_amount - line_splits.billed_amount) < line_splits.one_minor_unit
        or {{ multiply(
            'line_splits.quantity',
            '(' ~ round_money(unit_price('ways.way_amount', 'line_splits.quantity'), 'line_splits.minor_units') ~ ')'
        ) }} = line_splits.billed_amount
)

select
    invoice_line_key,
    min(explanation) as fitted_explanation
from fitted
group by invoice_line_key
having count(distinct explanation) = 1
