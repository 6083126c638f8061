-- The contract line whose id a posting names, with the service period that it is posted for: that of the invoice's lines of it where an
-- invoice is known, else the whole schedule. An id names a line of its own connection before one of another, and none where it names several.
with postings as (
    select * from {{ ref('int_recognition__postings') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

extents as (
    select * from {{ ref('int_schedule__line_extents') }}
),

invoiced as (
    select
        invoice_key,
        revenue_line_key,
        min(period_start_on) as period_start_on,
        max(period_end_on) as period_end_on
    from {{ ref('int_billing__pieces') }}
    group by invoice_key, revenue_line_key
),

named as (
    select
        postings.posting_key,
        postings.invoice_key,
        contract_lines.contract_line_key,
        contract_lines.revenue_line_key,
        contract_lines.contract_line_id,
        contract_lines.start_on,
        contract_lines.end_on,
        rank() over (
            partition by postings.posting_key
            order by case when postings.source_relation = contract_lines.source_relation then 0 else 1 end
        ) as preference
    from postings
    inner join contract_lines on postings.source_line_id = contract_lines.contract_line_id
),

counted as (
    select
        named.*,
        count(*) over (partition by posting_key) as line_count
    from named
    where preference = 1
)

select
    counted.posting_key,
    counted.revenue_line_key,
    counted.contract_line_id,
    coalesce(invoiced.period_start_on, extents.first_on, counted.start_on) as period_start_on,
    coalesce(invoiced.period_end_on, extents.last_on, counted.end_on) as period_end_on
from counted
left join extents on counted.contract_line_key = extents.contract_line_key
left join invoiced
    on counted.invoice_key = invoiced.invoice_key and counted.revenue_line_key = invoiced.revenue_line_key
where counted.line_count = 1
