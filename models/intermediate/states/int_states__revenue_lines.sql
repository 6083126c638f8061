-- Every revenue line once: contract lines, invoice lines that no contract line explains, unapplied cash and unmatched postings of an
-- account; with the one rate at which all its states convert.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

groups as (
    select * from {{ ref('int_bridge__groups') }}
    where contract_line_key is null
),

invoice_lines as (
    select * from {{ ref('int_billing__lines') }}
),

ledger_orphans as (
    select
        matches.revenue_line_key,
        postings.account_key,
        postings.product_key,
        postings.currency,
        postings.minor_units,
        min(postings.first_posted_on) as first_posted_on
    from {{ ref('int_recognition__matches') }} as matches
    inner join {{ ref('int_recognition__postings') }} as postings on matches.posting_key = postings.posting_key
    where matches.match_method = 'orphan'
    group by matches.revenue_line_key, postings.account_key, postings.product_key, postings.currency, postings.minor_units
),

account_partners as (
    select * from {{ ref('int_partners__account_partners') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

matched as (
    select
        contract_line_key,
        min(match_method) as match_method
    from {{ ref('int_billing__line_matches') }}
    where contract_line_key is not null
    group by contract_line_key
),

final as (
    select
        contract_lines.revenue_line_key,
        contract_lines.contract_line_id,
        cast(null as {{ dbt.type_string() }}) as invoice_id,
        cast(null as {{ dbt.type_string() }}) as invoice_line_id,
        contract_lines.account_key,
        contract_lines.product_key,
        contract_lines.partner_key,
        contract_lines.currency,
        contract_lines.minor_units,
        contract_lines.reporting_rate,
        matched.match_method,
        false as is_orphan
    from contract_lines
    left join matched on contract_lines.contract_line_key = matched.contract_line_key

    union all

    select
        groups.revenue_line_key,
        cast(null as {{ dbt.type_string() }}),
        min(invoice_lines.invoice_id),
        min(invoice_lines.invoice_line_id),
        min(groups.account_key),
        min(groups.product_key),
        min(account_partners.partner_key),
        min(groups.currency),
        min(groups.minor_units),
        min(groups.reporting_rate),
        min(groups.match_method),
        true
    from groups
    left join invoice_lines on groups.orphan_invoice_line_key = invoice_lines.invoice_line_key
    left join account_partners on groups.account_key = account_partners.account_key
    group by groups.revenue_line_key

    union all

    select
        ledger_orphans.revenue_line_key,
        cast(null as {{ dbt.type_string() }}),
        cast(null as {{ dbt.type_string() }}),
        cast(null as {{ dbt.type_string() }}),
        ledger_orphans.account_key,
        ledger_orphans.product_key,
        account_partners.partner_key,
        ledger_orphans.currency,
        ledger_orphans.minor_units,
        -- books in another currency than the reporting one need a rate; without any the line shows nothing in it
        coalesce(rates.rate, 0),
        'ledger_orphan',
        true
    from ledger_orphans
    left join rates
        on
        ledger_orphans.currency = rates.currency
        and ledger_orphans.first_posted_on between rates.valid_from and rates.valid_to
    left join account_partners on ledger_orphans.account_key = account_partners.account_key
)

select * from final
