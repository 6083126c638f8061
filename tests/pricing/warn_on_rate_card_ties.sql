{{ config(severity='warn') }}
-- Two rows of the rate card apply alike and name different prices: somebody has to say which holds. Their lines are not
-- assessed.
select
    invoice_line_id,
    invoice_id,
    product_key,
    currency,
    service_start_on
from {{ ref('int_pricing__unassessed_lines') }}
where reason = 'rate card rows tie'
