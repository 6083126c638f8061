-- Per revenue line and service month: the timing of both bridge steps, what is approved, what nobody can judge, and what cannot be
-- expected yet to be billed or paid, which the ledger layers need.
with cells as (
    select * from {{ ref('int_bridge__cells') }}
),

approved as (
    select * from {{ ref('int_bridge__approved_cells') }}
),

invoices as (
    select
        invoice_key,
        due_on
    from {{ ref('int_cash__invoices') }}
)

select
    cells.revenue_line_key,
    cells.service_month,
    sum(case when cells.step_order = 1 and cells.cause = 'timing' then cells.gap_amount else 0 end) as billing_timing_amount,
    sum(case when cells.step_order = 2 and cells.cause = 'timing' then cells.gap_amount else 0 end) as payment_timing_amount,
    sum(case when cells.step_order = 1 and cells.cause = 'timing' then greatest(cells.gap_amount, 0) else 0 end) as not_yet_invoiced_amount,
    -- without the payment grace
    sum(case
        when cells.step_order = 2 and cells.cause = 'timing' and invoices.due_on >= {{ as_of_date() }} then greatest(cells.gap_amount, 0)
        else 0
    end) as not_yet_payable_amount,
    sum(case when cells.step_order = 1 then coalesce(approved.approved_amount, 0) else 0 end) as approved_billing_amount,
    sum(case when cells.step_order = 2 then coalesce(approved.approved_amount, 0) else 0 end) as approved_payment_amount,
    sum(case when cells.step_order = 1 and cells.cause = 'not_assessable' then cells.gap_amount else 0 end) as unassessed_billing_amount,
    sum(case when cells.step_order = 2 and cells.cause = 'not_assessable' then cells.gap_amount else 0 end) as unassessed_payment_amount
from cells
left join approved on cells.cell_key = approved.cell_key
left join invoices on cells.invoice_key = invoices.invoice_key
group by cells.revenue_line_key, cells.service_month
