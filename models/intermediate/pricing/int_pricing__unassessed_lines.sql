-- Comparable invoice lines that have no row against the rate card, with the reason.
with lines as (
    select * from {{ ref('int_pricing__lines') }}
),

assessed as (
    select invoice_line_key from {{ ref('int_pricing__line_splits') }}
),

choices as (
    select * from {{ ref('int_pricing__rate_card_choices') }}
)

select
    lines.invoice_line_key,
    lines.invoice_line_id,
    lines.invoice_id,
    lines.account_key,
    lines.product_key,
    lines.currency,
    lines.billed_amount,
    lines.service_start_on,
    case
        when at_start.question_key is null then 'no price on the rate card'
        when at_start.is_tie or coalesce(at_signing.is_tie, false) then 'rate card rows tie'
        else 'money shifted between periods'
    end as reason
from lines
left join assessed on lines.invoice_line_key = assessed.invoice_line_key
left join choices as at_start
    on at_start.question_key = {{ rate_card_question(
        'lines.product_key', 'lines.currency', 'lines.charge_type', 'lines.account_key', 'lines.tier_quantity',
        'lines.service_start_on'
    ) }}
left join choices as at_signing
    on at_signing.question_key = {{ rate_card_question(
        'lines.product_key', 'lines.currency', 'lines.charge_type', 'lines.account_key', 'lines.tier_quantity',
        'lines.closed_on'
    ) }}
where assessed.invoice_line_key is null
