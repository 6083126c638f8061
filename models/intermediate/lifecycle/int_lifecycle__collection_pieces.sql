-- What was billed and is to be collected, per piece of an invoice line. Of each group, what its contract lets expect came from the stage
-- before, its first real invoices first; the rest (over-billing, orphans) entered directly. Over-billing that nobody paid never entered.
with pieces as (
    select * from {{ ref('int_billing__pieces') }}
),

cash_pieces as (
    select * from {{ ref('int_cash__pieces') }}
),

groups as (
    select * from {{ ref('int_bridge__groups') }}
),

roles as (
    select * from {{ ref('int_bridge__piece_roles') }}
),

billing_groups as (
    select * from {{ ref('int_lifecycle__billing_groups') }}
),

kinds as (
    select
        piece_key,
        sum(case when kind = 'open' then gap_amount else 0 end) as open_amount,
        sum(case when kind = 'lost' then gap_amount else 0 end) as lost_amount,
        sum(case when kind = 'over' then gap_amount else 0 end) as over_amount,
        sum(excused_amount) as excused_amount
    from {{ ref('int_lifecycle__bridge_kinds') }}
    where step_order = 2
    group by piece_key
),

joined as (
    select
        pieces.piece_key,
        pieces.group_key,
        pieces.invoice_key,
        pieces.invoice_line_id,
        pieces.issued_on,
        groups.account_key,
        groups.currency,
        groups.minor_units,
        groups.reporting_rate,
        coalesce(roles.is_duplicate, false) as is_duplicate,
        coalesce(billing_groups.advanced_amount, 0) as expected_amount,
        cash_pieces.billed_amount - cash_pieces.credit_amount as billed_amount,
        cash_pieces.collected_amount as advanced_amount,
        coalesce(kinds.open_amount, 0) as in_flight_amount,
        coalesce(kinds.lost_amount, 0) as dropped_amount,
        coalesce(kinds.over_amount, 0) as unpaid_over_amount,
        coalesce(kinds.excused_amount, 0) as excused_amount
    from pieces
    inner join cash_pieces on pieces.piece_key = cash_pieces.piece_key
    inner join groups on pieces.group_key = groups.group_key
    left join roles on pieces.piece_key = roles.piece_key
    left join billing_groups on pieces.group_key = billing_groups.group_key
    left join kinds on pieces.piece_key = kinds.piece_key
),

cumulated as (
    select
        joined.*,
        sum(billed_amount - unpaid_over_amount) over (
            partition by group_key
            order by case when is_duplicate then 1 else 0 end, issued_on, invoice_line_id, piece_key
            rows between unbounded preceding and current row
        ) as billed_through
    from joined
),

clipped as (
    select
        cumulated.*,
        least(billed_through, expected_amount) as through_amount,
        lag(least(billed_through, expected_amount)) over (
            partition by group_key
            order by case when is_duplicate then 1 else 0 end, issued_on, invoice_line_id, piece_key
        ) as through_before_amount
    from cumulated
),

final as (
    select
        piece_key,
        group_key,
        invoice_key,
        account_key,
        currency,
        minor_units,
        reporting_rate,
        cast(through_amount - coalesce(through_before_amount, 0) as decimal(18, 4)) as from_previous_amount,
        cast(billed_amount - unpaid_over_amount as decimal(18, 4)) as entered_amount,
        cast(advanced_amount as decimal(18, 4)) as advanced_amount,
        cast(dropped_amount as decimal(18, 4)) as dropped_amount,
        cast(in_flight_amount as decimal(18, 4)) as in_flight_amount,
        cast(excused_amount as decimal(18, 4)) as excused_amount,
        issued_on
    from clipped
)

select * from final
