-- A line that falls out of the comparison would look like one at the right price: lines and their money are assessed,
-- or listed.
with sides as (
    select
        invoice_line_key,
        billed_amount,
        1 as line_count
    from {{ ref('int_pricing__lines') }}

    union all

    select
        invoice_line_key,
        -billed_amount,
        -1
    from {{ ref('int_pricing__layer') }}

    union all

    select
        invoice_line_key,
        -billed_amount,
        -1
    from {{ ref('int_pricing__unassessed_lines') }}
)

select
    invoice_line_key,
    sum(billed_amount) as billed_amount,
    sum(line_count) as line_count
from sides
group by invoice_line_key
having sum(billed_amount) <> 0 or sum(line_count) <> 0
