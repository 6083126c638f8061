-- What registered promotions sanction, per piece of an invoice line on a contract line: the bridge shows it as
-- approved.
with promotions as (
    select * from {{ ref('int_pricing__line_promotions') }}
    where promoted_amount > 0
),

pieces as (
    select * from {{ ref('int_billing__pieces') }}
    where contract_line_key is not null
),

weighted as (
    select
        pieces.piece_key,
        pieces.group_key,
        pieces.revenue_minor_units,
        promotions.promoted_amount,
        pieces.coverage as weight,
        sum(pieces.coverage) over (
            partition by pieces.invoice_line_key
            order by pieces.period_start_on, pieces.piece_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(pieces.coverage) over (partition by pieces.invoice_line_key) as total_weight
    from promotions
    inner join pieces on promotions.invoice_line_key = pieces.invoice_line_key
),

final as (
    select
        piece_key,
        group_key,
        {{ split_amount('promoted_amount', 'weight', 'cumulative_weight', 'total_weight', 'revenue_minor_units') }}
            as promoted_amount
    from weighted
)

select * from final
