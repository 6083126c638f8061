-- How each piece of an invoice line counts against its billing period: its quantity, and whether it is a duplicate, that is a
-- further line after earlier ones already billed the whole contracted quantity, in a period billed above its expectation.
with pieces as (
    select * from {{ ref('int_billing__pieces') }}
    where expectation_key is not null
),

expectations as (
    select * from {{ ref('int_schedule__expectations') }}
),

measured as (
    select
        pieces.piece_key,
        pieces.group_key,
        pieces.invoice_line_id,
        pieces.issued_on,
        pieces.is_proration,
        pieces.revenue_amount,
        expectations.quantity as contract_quantity,
        expectations.expected_amount,
        sum(pieces.revenue_amount) over (partition by pieces.group_key) as group_amount,
        -- a negative line takes quantity back only where it is a proration; otherwise it is a reduction in price
        case
            when pieces.revenue_amount < 0 and not pieces.is_proration then 0
            when pieces.revenue_amount < 0 then -1
            else 1
        end * cast({{ round_div(
            to_units('coalesce(pieces.quantity, expectations.quantity)') ~ ' * pieces.coverage',
            'cast(1000000000 as bigint)'
        ) }} * cast(0.00000001 as decimal(9, 8)) as decimal(18, 8)) as billed_quantity
    from pieces
    inner join expectations on pieces.expectation_key = expectations.expectation_key
),

ordered as (
    select
        measured.*,
        sum(case when is_proration then 0 else billed_quantity end) over (
            partition by group_key order by issued_on, invoice_line_id, piece_key rows between unbounded preceding and current row
        ) - case when is_proration then 0 else billed_quantity end as quantity_before,
        sum(revenue_amount) over (
            partition by group_key order by issued_on, invoice_line_id, piece_key rows between unbounded preceding and current row
        ) as amount_through
    from measured
),

final as (
    select
        piece_key,
        group_key,
        revenue_amount,
        billed_quantity,
        expected_amount,
        (
            not is_proration
            and revenue_amount > 0
            and contract_quantity > 0
            and quantity_before >= contract_quantity
            and group_amount > expected_amount
        ) as is_duplicate,
        amount_through > expected_amount as is_beyond
    from ordered
)

select * from final
