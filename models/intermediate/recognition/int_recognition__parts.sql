-- Postings split over their revenue lines, in the revenue line's currency, with the months they belong to: the posting month inside
-- the service period, the whole service period for a posting outside it (catch-up, late correction).
with postings as (
    select * from {{ ref('int_recognition__postings') }}
),

matches as (
    select * from {{ ref('int_recognition__matches') }}
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
),

charges as (
    select * from {{ ref('int_billing__charges') }}
    where is_converted and net_amount <> 0
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

joined as (
    select
        matches.*,
        postings.posted_amount,
        postings.book_amount,
        postings.book_currency,
        postings.currency as posting_currency,
        postings.minor_units as posting_minor_units,
        postings.posting_month,
        postings.first_transaction_id,
        postings.account_key,
        revenue_lines.currency,
        revenue_lines.minor_units,
        revenue_lines.reporting_rate,
        rates.rate as posting_rate,
        charges.net_amount as charged_amount,
        charges.revenue_amount as charged_revenue_amount,
        sum(matches.weight) over (partition by matches.posting_key) as matched_weight
    from matches
    inner join postings on matches.posting_key = postings.posting_key
    inner join revenue_lines on matches.revenue_line_key = revenue_lines.revenue_line_key
    left join charges
        on matches.invoice_line_key = charges.invoice_line_key and postings.currency = charges.currency
    left join rates
        on
        postings.currency = rates.currency
        and postings.first_posted_on between rates.valid_from and rates.valid_to
),

weighted as (
    select
        joined.*,
        case when matched_weight > 0 then weight else 1 end as split_weight
    from joined
),

cumulated as (
    select
        weighted.*,
        sum(split_weight) over (
            partition by posting_key order by sort_id, revenue_line_key, invoice_line_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(split_weight) over (partition by posting_key) as total_weight
    from weighted
),

parted as (
    select
        cumulated.*,
        {{ split_amount('posted_amount', 'split_weight', 'cumulative_weight', 'total_weight', 'posting_minor_units') }} as part_amount
    from cumulated
),

final as (
    select
        {{ surrogate_key(['posting_key', 'revenue_line_key', 'invoice_line_key']) }} as recognition_part_key,
        posting_key,
        revenue_line_key,
        invoice_line_key,
        match_method,
        account_key,
        first_transaction_id,
        minor_units,
        case
            when posting_currency = currency then part_amount
            -- of an invoice in another currency, the same part is recognized that is posted
            when charged_amount is not null
                then {{ scale_amount('charged_revenue_amount', 'part_amount', 'charged_amount', 'minor_units') }}
            -- another currency than the revenue line's: at the rate of the posting against the line's own rate
            when reporting_rate > 0 and posting_rate is not null
                then {{ scale_amount('part_amount', 'posting_rate', 'reporting_rate', 'minor_units') }}
            else part_amount
        end as recognized_amount,
        posting_month,
        case
            when posting_month between {{ month_start('period_start_on') }} and period_end_on then posting_month
            else period_start_on
        end as period_start_on,
        case
            when posting_month between {{ month_start('period_start_on') }} and period_end_on then posting_month
            else period_end_on
        end as period_end_on
    from parted
)

select * from final
