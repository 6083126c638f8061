-- The revenue lines that a posting belongs to, by the first rung that finds any: the contract or invoice line it names; the invoice it
-- names, and product; account and product in that month, by contracted amount (a line of that product before one that names none);
-- else an orphan line of the account and product.
with postings as (
    select * from {{ ref('int_recognition__postings') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

invoice_lines as (
    select
        invoice_line_key,
        invoice_key,
        invoice_line_id,
        revenue_line_key,
        product_key,
        min(period_start_on) as period_start_on,
        max(period_end_on) as period_end_on,
        sum({{ to_minor('revenue_amount', 'revenue_minor_units') }}) as weight
    from {{ ref('int_billing__pieces') }}
    group by invoice_line_key, invoice_key, invoice_line_id, revenue_line_key, product_key
),

contracted_months as (
    select
        contract_lines.account_key,
        contract_lines.product_key,
        contract_lines.revenue_line_key,
        contract_lines.contract_line_id,
        cells.service_month,
        sum({{ to_minor('cells.contracted_amount', 'contract_lines.minor_units') }}) as weight
    from {{ ref('int_states__group_cells') }} as cells
    inner join contract_lines on cells.revenue_line_key = contract_lines.revenue_line_key
    group by
        contract_lines.account_key, contract_lines.product_key, contract_lines.revenue_line_key, contract_lines.contract_line_id,
        cells.service_month
),

candidates as (
    select
        posting_key,
        1 as rung,
        revenue_line_key,
        cast(null as {{ dbt.type_string() }}) as invoice_line_key,
        contract_line_id as sort_id,
        cast(1 as {{ whole_number() }}) as weight,
        period_start_on,
        period_end_on
    from {{ ref('int_recognition__named_lines') }}

    union all

    select
        postings.posting_key,
        2,
        invoice_lines.revenue_line_key,
        invoice_lines.invoice_line_key,
        invoice_lines.invoice_line_id,
        cast(1 as {{ whole_number() }}),
        invoice_lines.period_start_on,
        invoice_lines.period_end_on
    from postings
    inner join invoice_lines
        on
        postings.source_line_id = invoice_lines.invoice_line_id
        and coalesce(postings.invoice_key, invoice_lines.invoice_key) = invoice_lines.invoice_key

    union all

    select
        postings.posting_key,
        3,
        invoice_lines.revenue_line_key,
        invoice_lines.invoice_line_key,
        invoice_lines.invoice_line_id,
        cast(invoice_lines.weight as {{ whole_number() }}),
        invoice_lines.period_start_on,
        invoice_lines.period_end_on
    from postings
    inner join invoice_lines
        on
        postings.invoice_key = invoice_lines.invoice_key
        and coalesce(postings.product_key, invoice_lines.product_key, '') = coalesce(invoice_lines.product_key, postings.product_key, '')

    union all

    select
        postings.posting_key,
        case when contracted_months.product_key is null then 5 else 4 end,
        contracted_months.revenue_line_key,
        cast(null as {{ dbt.type_string() }}),
        contracted_months.contract_line_id,
        cast(contracted_months.weight as {{ whole_number() }}),
        postings.posting_month,
        postings.posting_month
    from postings
    inner join contracted_months
        on
        postings.account_key = contracted_months.account_key
        -- a deal without product agrees with any product, and with none
        and coalesce(postings.product_key, '') = coalesce(contracted_months.product_key, postings.product_key, '')
        and postings.posting_month = contracted_months.service_month
    where contracted_months.weight > 0
),

best_rung as (
    select
        posting_key,
        min(rung) as rung
    from candidates
    group by posting_key
),

final as (
    select
        candidates.posting_key,
        case candidates.rung
            when 1 then 'contract_line_id' when 2 then 'invoice_line_id' when 3 then 'invoice_id' else 'account_product_month'
        end as match_method,
        candidates.revenue_line_key,
        candidates.invoice_line_key,
        candidates.sort_id,
        candidates.weight,
        candidates.period_start_on,
        candidates.period_end_on
    from candidates
    inner join best_rung on candidates.posting_key = best_rung.posting_key and candidates.rung = best_rung.rung

    union all

    select
        postings.posting_key,
        'orphan',
        {{ surrogate_key(["'ledger'", 'postings.account_key', 'postings.product_key', 'postings.currency']) }},
        cast(null as {{ dbt.type_string() }}),
        postings.posting_key,
        cast(1 as {{ whole_number() }}),
        postings.posting_month,
        postings.posting_month
    from postings
    left join best_rung on postings.posting_key = best_rung.posting_key
    where best_rung.posting_key is null
)

select * from final
