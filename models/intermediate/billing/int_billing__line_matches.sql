-- The contract line of each invoice line: that of the first rung with exactly one candidate. No such rung: an orphan, called
-- ambiguous where some rung had several candidates, which are then never guessed between.
with billing_lines as (
    select * from {{ ref('int_billing__lines') }}
),

candidates as (
    select * from {{ ref('int_billing__match_candidates') }}
),

rung_counts as (
    select
        invoice_line_key,
        rung,
        count(distinct contract_line_key) as candidate_count,
        min(contract_line_key) as contract_line_key
    from candidates
    group by invoice_line_key, rung
),

decided as (
    select
        invoice_line_key,
        min(case when candidate_count = 1 then rung end) as single_rung,
        min(case when candidate_count > 1 then rung end) as several_rung
    from rung_counts
    group by invoice_line_key
),

final as (
    select
        billing_lines.invoice_line_key,
        rung_counts.contract_line_key,
        case
            when decided.single_rung = 1 then 'contract_line_id'
            when decided.single_rung = 2 then 'contract_line_id_normalized'
            when decided.single_rung = 3 then 'contract_id'
            when decided.single_rung = 4 then 'contract_id_normalized'
            when decided.single_rung = 5 then 'account_product_period'
            when decided.several_rung is not null then 'ambiguous'
            else 'orphan'
        end as match_method,
        case when decided.single_rung is null then decided.several_rung end as ambiguous_rung
    from billing_lines
    left join decided on billing_lines.invoice_line_key = decided.invoice_line_key
    left join rung_counts
        on
        decided.invoice_line_key = rung_counts.invoice_line_key
        and decided.single_rung = rung_counts.rung
)

select * from final
