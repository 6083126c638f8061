-- Every line of a finalized invoice is billed exactly once with its net amount, or listed as a reject. A join to
-- keys, currencies or contract lines that loses or doubles one fails here.
with invoiced as (
    select
        invoice_lines.invoice_line_key,
        sum(invoice_lines.net_amount) as amount
    from {{ ref('int_canonical__invoice_lines') }} as invoice_lines
    inner join {{ ref('int_canonical__invoices') }} as invoices on invoice_lines.invoice_key = invoices.invoice_key
    where invoices.is_finalized
    group by invoice_lines.invoice_line_key
),

charged as (
    select
        invoice_line_key,
        sum(net_amount) as amount
    from {{ ref('int_billing__charges') }}
    group by invoice_line_key
),

rejected as (
    select billing_lines.invoice_line_key
    from {{ ref('int_billing__lines') }} as billing_lines
    inner join {{ ref('int_fx__rejects') }} as rejects
        on
        rejects.table_name = 'invoice_line'
        and billing_lines.source_relation = rejects.system
        and billing_lines.invoice_id || '|' || billing_lines.invoice_line_id = rejects.row_key
)

select
    coalesce(invoiced.invoice_line_key, charged.invoice_line_key) as invoice_line_key,
    invoiced.amount as invoiced_amount,
    charged.amount as charged_amount
from invoiced
full outer join charged on invoiced.invoice_line_key = charged.invoice_line_key
left join rejected on invoiced.invoice_line_key = rejected.invoice_line_key
where
    invoiced.invoice_line_key is null
    or (charged.invoice_line_key is null and rejected.invoice_line_key is null)
    or invoiced.amount <> charged.amount
