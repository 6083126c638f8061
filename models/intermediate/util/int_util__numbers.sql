-- Whole numbers 0 to 999: months, periods and terms are counted with them.
with digits as (
    {% for digit in range(10) -%}
        select {{ digit }} as d
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select ones.d + 10 * tens.d + 100 * hundreds.d as n
from digits as ones
cross join digits as tens
cross join digits as hundreds
