-- What each piece of an invoice line was billed net of credits and what came for it: cash, refunds and disputes of the invoice are
-- split over its pieces and its tax by amount, tax last, so that every state is net of tax; then brought to the revenue line's currency.
with pieces as (
    select * from {{ ref('int_billing__pieces') }}
),

credits as (
    select
        piece_key,
        sum(net_credit_amount) as net_credit_amount,
        sum(revenue_credit_amount) as revenue_credit_amount,
        max(credited_on) as credited_on
    from {{ ref('int_billing__credit_pieces') }}
    group by piece_key
),

invoice_totals as (
    select * from {{ ref('int_cash__invoice_totals') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

owed as (
    select
        pieces.*,
        coalesce(credits.net_credit_amount, 0) as net_credit_amount,
        coalesce(credits.revenue_credit_amount, 0) as revenue_credit_amount,
        credits.credited_on,
        {{ to_minor('(pieces.net_amount - coalesce(credits.net_credit_amount, 0))', 'pieces.minor_units') }} as split_weight
    from pieces
    left join credits on pieces.piece_key = credits.piece_key
),

cumulated as (
    select
        owed.*,
        sum(split_weight) over (
            partition by invoice_key
            order by invoice_line_id, period_start_on, piece_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(split_weight) over (partition by invoice_key) as lines_weight
    from owed
),

joined as (
    select
        cumulated.*,
        -- the tax comes last in the split: it only adds to the total weight
        cumulated.lines_weight + {{ to_minor('invoice_totals.tax_amount', 'cumulated.minor_units') }} as invoice_weight,
        invoice_totals.applied_amount,
        invoice_totals.applied_amount_rc,
        invoice_totals.refunded_amount,
        invoice_totals.disputed_amount,
        invoice_totals.refunded_on,
        invoice_totals.disputed_on,
        invoice_totals.last_paid_on,
        invoice_totals.application_method,
        reporting.minor_units as reporting_minor_units
    from cumulated
    inner join invoice_totals on cumulated.invoice_key = invoice_totals.invoice_key
    cross join reporting
),

parted as (
    select
        joined.*,
        {%- for column, source, units in [
            ('collected', 'applied_amount', 'minor_units'),
            ('refunded', 'refunded_amount', 'minor_units'),
            ('disputed', 'disputed_amount', 'minor_units'),
            ('collected_rc', 'applied_amount_rc', 'reporting_minor_units'),
        ] %}
            case
                when invoice_weight > 0
                    then {{ split_amount(source, 'split_weight', 'cumulative_weight', 'invoice_weight', units) }}
                else 0
            end as {{ column }}_part{% if not loop.last %},{% endif %}
        {%- endfor %}
    from joined
),

final as (
    select
        piece_key,
        group_key,
        invoice_line_key,
        invoice_key,
        invoice_line_id,
        revenue_line_key,
        application_method,
        revenue_amount as billed_amount,
        revenue_credit_amount as credit_amount,
        {%- for column in ['collected', 'refunded', 'disputed'] %}
            cast(
                case
                -- what is paid in full stays paid in full after the conversion
                    when is_converted and net_amount <> net_credit_amount
                        then
                            {{ scale_amount(
                                '(revenue_amount - revenue_credit_amount)',
                                column ~ '_part',
                                '(net_amount - net_credit_amount)',
                                'revenue_minor_units'
                            ) }}
                    else {{ column }}_part
                end as decimal(18, 4)
            ) as {{ column }}_amount,
        {%- endfor %}
        cast(collected_rc_part as decimal(18, 4)) as collected_at_payment_rate_rc,
        credited_on,
        refunded_on,
        disputed_on,
        last_paid_on
    from parted
)

select * from final
