-- Layer pricing_vs_rate_card: each assessed invoice line against the rate card, with what is sanctioned of the
-- difference: the sanctioned parts, and drift that an approved exception covers.
with line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
),

excepted_lines as (
    select * from {{ ref('int_pricing__excepted_lines') }}
),

sanctioned as (
    select
        invoice_line_key,
        sum(drift_amount) as sanctioned_amount
    from {{ ref('int_pricing__drift_parts') }}
    where is_sanctioned
    group by invoice_line_key
)

select
    line_splits.invoice_line_key,
    line_splits.invoice_line_id,
    line_splits.account_key,
    line_splits.currency,
    line_splits.reporting_rate,
    {{ month_start('line_splits.service_start_on') }} as service_month,
    line_splits.rate_card_amount,
    cast(
        coalesce(sanctioned.sanctioned_amount, 0) + coalesce(excepted_lines.excepted_amount, 0) as decimal(18, 4)
    ) as sanctioned_amount,
    line_splits.billed_amount
from line_splits
left join sanctioned on line_splits.invoice_line_key = sanctioned.invoice_line_key
left join excepted_lines on line_splits.invoice_line_key = excepted_lines.invoice_line_key
