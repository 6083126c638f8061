-- The part of an over-billed group that was not paid either: what its invoice lines lack carries the over-billing's own cause,
-- positive, so that unpaid over-billing sums to nothing. Duplicates first, then the latest invoices.
with step_one as (
    select * from {{ ref('int_bridge__step_one') }}
    where
        cause in ('{{ over_billing_causes() | join("', '") }}')
        and gap_amount < 0
),

layers as (
    select
        max(case when layer = 'booked_vs_billed' and is_assessable then 1 else 0 end) as has_contracts,
        max(case when layer = 'billed_vs_collected' and is_assessable then 1 else 0 end) as has_cash
    from {{ ref('int_completeness__layers') }}
),

pieces as (
    select * from {{ ref('int_cash__pieces') }}
),

issued as (
    select
        piece_key,
        issued_on
    from {{ ref('int_billing__pieces') }}
),

roles as (
    select * from {{ ref('int_bridge__piece_roles') }}
),

over_stretches as (
    select
        step_one.group_key,
        step_one.cause,
        -step_one.gap_amount as over_amount,
        sum(-step_one.gap_amount) over (
            partition by step_one.group_key order by step_one.cause_order rows between unbounded preceding and current row
        ) as over_through
    from step_one
    cross join layers
    where layers.has_contracts = 1 and layers.has_cash = 1
),

lacking_stretches as (
    select
        pieces.piece_key,
        pieces.group_key,
        pieces.invoice_key,
        pieces.invoice_line_id,
        pieces.billed_amount - pieces.credit_amount - pieces.collected_amount as lacking_amount,
        sum(pieces.billed_amount - pieces.credit_amount - pieces.collected_amount) over (
            partition by pieces.group_key
            order by
                case when roles.is_duplicate then 0 else 1 end,
                issued.issued_on desc,
                pieces.invoice_line_id desc,
                pieces.piece_key asc
            rows between unbounded preceding and current row
        ) as lacking_through
    from pieces
    inner join issued on pieces.piece_key = issued.piece_key
    left join roles on pieces.piece_key = roles.piece_key
    where pieces.billed_amount - pieces.credit_amount - pieces.collected_amount > 0
),

final as (
    select
        lacking_stretches.piece_key,
        lacking_stretches.group_key,
        lacking_stretches.invoice_key,
        lacking_stretches.invoice_line_id,
        over_stretches.cause,
        cast(
            least(lacking_stretches.lacking_through, over_stretches.over_through)
            - greatest(
                lacking_stretches.lacking_through - lacking_stretches.lacking_amount,
                over_stretches.over_through - over_stretches.over_amount
            ) as decimal(18, 4)
        ) as gap_amount
    from lacking_stretches
    inner join over_stretches
        on
        lacking_stretches.group_key = over_stretches.group_key
        and lacking_stretches.lacking_through > over_stretches.over_through - over_stretches.over_amount
        and over_stretches.over_through > lacking_stretches.lacking_through - lacking_stretches.lacking_amount
)

select * from final
