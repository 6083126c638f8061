-- Where the ledger and the invoices disagree about a whole posting: billed for service rendered and never posted, posted twice or more,
-- posted with no invoice behind it. One row per revenue line (per transaction where no invoice is known), over its closed months.
with cells as (
    select * from {{ ref('int_states__cells') }}
    where {{ add_months('service_month', 1) }} <= {{ add_days(as_of_date(), 1) }}
),

timing as (
    select
        revenue_line_key,
        service_month,
        not_yet_invoiced_amount
    from {{ ref('int_reconciliation__line_timing') }}
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
),

contract_lines as (
    select
        revenue_line_key,
        source_relation
    from {{ ref('int_contracts__lines') }}
),

invoices as (
    select
        invoice_id,
        min(source_relation) as source_relation
    from {{ ref('int_canonical__invoices') }}
    group by invoice_id
),

compared as (
    select
        cells.revenue_line_key,
        cells.service_month,
        cells.billed_amount,
        cells.recognized_amount,
        case
            -- a credit note may be posted although its invoice is not
            when cells.billed_amount > 0 and cells.recognized_amount <= 0 then 'posting_missing'
            when cells.billed_amount > 0 and cells.recognized_amount >= 2 * cells.billed_amount then 'posting_duplicate'
            -- revenue may be posted before an invoice that is not due yet
            when
                cells.billed_amount = 0 and cells.recognized_amount > 0
                and cells.contracted_amount - cells.due_amount + coalesce(timing.not_yet_invoiced_amount, 0) < cells.recognized_amount
                then 'posting_without_invoice'
        end as finding
    from cells
    left join timing on cells.revenue_line_key = timing.revenue_line_key and cells.service_month = timing.service_month
    inner join revenue_lines on cells.revenue_line_key = revenue_lines.revenue_line_key
    where revenue_lines.match_method <> 'ledger_orphan' or revenue_lines.match_method is null
),

foreign_postings as (
    select
        parts.recognition_part_key,
        parts.revenue_line_key,
        parts.first_transaction_id,
        postings.source_relation,
        parts.recognized_amount,
        postings.first_posted_on
    from {{ ref('int_recognition__parts') }} as parts
    inner join {{ ref('int_recognition__postings') }} as postings on parts.posting_key = postings.posting_key
    where parts.match_method = 'orphan' and parts.recognized_amount > 0
),

final as (
    select
        {{ surrogate_key(["'posting'", 'compared.revenue_line_key', 'compared.service_month', 'compared.finding']) }} as finding_key,
        compared.finding,
        revenue_lines.account_key,
        revenue_lines.currency,
        revenue_lines.minor_units,
        revenue_lines.reporting_rate,
        case when revenue_lines.contract_line_id is null then 'invoice' else 'contract_line' end as subject_type,
        coalesce(contract_lines.source_relation, invoices.source_relation) as subject_system,
        coalesce(revenue_lines.contract_line_id, revenue_lines.invoice_id) as subject_id,
        cast(compared.billed_amount - compared.recognized_amount as decimal(18, 4)) as gap_amount,
        {{ add_months('compared.service_month', 1) }} as opened_on
    from compared
    inner join revenue_lines on compared.revenue_line_key = revenue_lines.revenue_line_key
    left join contract_lines on compared.revenue_line_key = contract_lines.revenue_line_key
    left join invoices on revenue_lines.invoice_id = invoices.invoice_id
    where compared.finding is not null

    union all

    select
        {{ surrogate_key(["'posting'", 'foreign_postings.recognition_part_key']) }},
        'posting_without_invoice',
        revenue_lines.account_key,
        revenue_lines.currency,
        revenue_lines.minor_units,
        revenue_lines.reporting_rate,
        'invoice',
        foreign_postings.source_relation,
        foreign_postings.first_transaction_id,
        cast(-foreign_postings.recognized_amount as decimal(18, 4)),
        foreign_postings.first_posted_on
    from foreign_postings
    inner join revenue_lines on foreign_postings.revenue_line_key = revenue_lines.revenue_line_key
)

select * from final
