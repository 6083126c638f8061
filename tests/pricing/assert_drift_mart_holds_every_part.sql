-- Totals are drawn from fct_pricing_drift: no part may be lost or doubled on the way into it.
with built as (
    select invoice_line_id, invoice_id, drift_cause, sum(drift_amount) as drift_amount
    from {{ ref('fct_pricing_drift') }}
    group by invoice_line_id, invoice_id, drift_cause
),

parts as (
    select
        lines.invoice_line_id,
        lines.invoice_id,
        parts.drift_cause,
        sum(parts.drift_amount) as drift_amount
    from {{ ref('int_pricing__drift_parts') }} as parts
    inner join {{ ref('int_pricing__lines') }} as lines on parts.invoice_line_key = lines.invoice_line_key
    group by lines.invoice_line_id, lines.invoice_id, parts.drift_cause
)

select
    coalesce(built.invoice_line_id, parts.invoice_line_id) as invoice_line_id,
    coalesce(built.drift_cause, parts.drift_cause) as drift_cause,
    built.drift_amount as built_amount,
    parts.drift_amount as part_amount
from built
full outer join parts
    on
        built.invoice_line_id = parts.invoice_line_id
        and built.invoice_id = parts.invoice_id
        and built.drift_cause = parts.drift_cause
where built.drift_amount is null or parts.drift_amount is null or built.drift_amount <> parts.drift_amount
