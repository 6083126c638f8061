-- Credit notes on the pieces of the invoice lines they reduce: on the line they name, else split over the invoice's lines by amount.
with credits as (
    select * from {{ ref('int_billing__credited_invoices') }}
),

pieces as (
    select * from {{ ref('int_billing__pieces') }}
),

invoice_lines as (
    select
        invoice_key,
        invoice_line_id
    from pieces
    group by invoice_key, invoice_line_id
),

-- a line id that the invoice does not have is no line id
named as (
    select
        credits.*,
        invoice_lines.invoice_line_id as named_invoice_line_id
    from credits
    left join invoice_lines
        on
        credits.invoice_key = invoice_lines.invoice_key
        and credits.invoice_line_id = invoice_lines.invoice_line_id
),

joined as (
    select
        named.credit_note_line_key,
        named.net_amount as credit_amount,
        named.issued_on as credited_on,
        pieces.piece_key,
        pieces.group_key,
        pieces.minor_units,
        pieces.revenue_minor_units,
        pieces.is_converted,
        pieces.net_amount,
        pieces.revenue_amount,
        pieces.invoice_line_id,
        pieces.period_start_on,
        {{ to_minor('pieces.net_amount', 'pieces.minor_units') }} as amount_weight,
        sum({{ to_minor('pieces.net_amount', 'pieces.minor_units') }}) over (partition by named.credit_note_line_key) as amount_total
    from named
    inner join pieces
        on
        named.invoice_key = pieces.invoice_key
        and coalesce(named.named_invoice_line_id, pieces.invoice_line_id) = pieces.invoice_line_id
),

weighted as (
    select
        joined.*,
        case when amount_total > 0 then amount_weight else 1 end as split_weight
    from joined
),

cumulated as (
    select
        weighted.*,
        sum(split_weight) over (
            partition by credit_note_line_key
            order by invoice_line_id, period_start_on, piece_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(split_weight) over (partition by credit_note_line_key) as total_weight
    from weighted
),

parted as (
    select
        cumulated.*,
        {{ split_amount('credit_amount', 'split_weight', 'cumulative_weight', 'total_weight', 'minor_units') }} as net_credit_amount
    from cumulated
),

final as (
    select
        credit_note_line_key,
        piece_key,
        group_key,
        credited_on,
        net_credit_amount,
        case
            when is_converted and net_amount <> 0
                then {{ scale_amount('revenue_amount', 'net_credit_amount', 'net_amount', 'revenue_minor_units') }}
            else net_credit_amount
        end as revenue_credit_amount
    from parted
)

select * from final
