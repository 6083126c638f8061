-- What is sanctioned and what is not are read from the parts: they must be all of the difference, line by line. A line
-- without parts must be one whose bill is within a minor unit of the rate card.
with parts as (
    select invoice_line_key, sum(drift_amount) as drift_amount
    from {{ ref('int_pricing__drift_parts') }}
    group by invoice_line_key
)

select
    coalesce(layer.invoice_line_key, parts.invoice_line_key) as invoice_line_key,
    layer.rate_card_amount - layer.billed_amount as difference_amount,
    parts.drift_amount
from {{ ref('int_pricing__layer') }} as layer
full outer join parts on layer.invoice_line_key = parts.invoice_line_key
left join {{ ref('int_pricing__line_splits') }} as line_splits on layer.invoice_line_key = line_splits.invoice_line_key
where
    layer.invoice_line_key is null
    or (parts.invoice_line_key is not null and layer.rate_card_amount - layer.billed_amount <> parts.drift_amount)
    or (
        parts.invoice_line_key is null
        and abs(layer.rate_card_amount - layer.billed_amount) > {{ minor_unit('line_splits.minor_units') }}
    )
