-- The one recurring invoice line of each subscription item (else contract line, else account and product) whose service
-- period contains the as-of date: the latest period, then the latest invoice. Nothing one-time recurs.
with lines as (
    select * from {{ ref('int_pricing__lines') }}
    where
        charge_type = 'recurring'
        and {{ as_of_date() }} between service_start_on and service_end_on
),

ranked as (
    select
        invoice_line_key,
        priced_item_key,
        row_number() over (
            partition by priced_item_key
            order by
                service_start_on desc,
                issued_on desc,
                invoice_line_id desc,
                invoice_line_key asc
        ) as preference
    from lines
)

select
    priced_item_key,
    invoice_line_key
from ranked
where preference = 1
