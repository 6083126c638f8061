-- THE unit of comparison: one row per revenue line, charge type and billing period, expected or billed or both, with what was
-- expected, billed, credited and collected, before anything is explained. Orphans and unapplied cash are groups without expectation.
with expectations as (
    select * from {{ ref('int_schedule__expectations') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

pieces as (
    select * from {{ ref('int_billing__pieces') }}
),

roles as (
    select * from {{ ref('int_bridge__piece_roles') }}
),

cash_pieces as (
    select * from {{ ref('int_cash__pieces') }}
),

unapplied as (
    select * from {{ ref('int_bridge__unapplied_groups') }}
),

billed as (
    select
        pieces.group_key,
        min(pieces.revenue_line_key) as revenue_line_key,
        min(pieces.contract_line_key) as contract_line_key,
        min(pieces.invoice_line_key) as invoice_line_key,
        min(pieces.invoice_key) as invoice_key,
        min(pieces.match_method) as match_method,
        min(pieces.account_key) as account_key,
        min(pieces.product_key) as product_key,
        min(pieces.charge_type) as charge_type,
        min(pieces.revenue_currency) as currency,
        min(pieces.revenue_minor_units) as minor_units,
        min(pieces.document_rate) as document_rate,
        min(pieces.period_start_on) as period_start_on,
        max(pieces.period_end_on) as period_end_on,
        max(coalesce(pieces.served_through_on, cast('9999-12-31' as date))) as served_through_on,
        count(*) as line_count,
        count(case when coalesce(roles.is_duplicate, false) then 1 end) as duplicate_count,
        sum(pieces.revenue_amount) as billed_amount,
        sum(case when roles.is_duplicate then least(pieces.revenue_amount, roles.expected_amount) else 0 end) as duplicate_amount,
        sum(case when roles.is_duplicate then greatest(pieces.revenue_amount - roles.expected_amount, 0) else 0 end) as duplicate_excess_amount,
        sum(case when roles.is_duplicate then 0 else roles.billed_quantity end) as billed_quantity,
        sum(cash_pieces.credit_amount) as credit_amount,
        sum(cash_pieces.collected_amount) as collected_amount,
        sum(cash_pieces.collected_at_payment_rate_rc) as collected_at_payment_rate_rc,
        min(pieces.issued_on) as first_issued_on,
        min(case when roles.is_duplicate then pieces.issued_on end) as duplicate_issued_on,
        min(case when roles.is_beyond then pieces.issued_on end) as beyond_issued_on,
        max(cash_pieces.credited_on) as credited_on
    from pieces
    inner join cash_pieces on pieces.piece_key = cash_pieces.piece_key
    left join roles on pieces.piece_key = roles.piece_key
    group by pieces.group_key
),

joined as (
    select
        coalesce(expectations.expectation_key, billed.group_key) as group_key,
        coalesce(contract_lines.revenue_line_key, billed.revenue_line_key) as revenue_line_key,
        coalesce(expectations.contract_line_key, billed.contract_line_key) as contract_line_key,
        case when coalesce(expectations.contract_line_key, billed.contract_line_key) is null then billed.invoice_line_key end as orphan_invoice_line_key,
        case when coalesce(expectations.contract_line_key, billed.contract_line_key) is null then billed.invoice_key end as orphan_invoice_key,
        coalesce(contract_lines.account_key, billed.account_key) as account_key,
        coalesce(contract_lines.product_key, billed.product_key) as product_key,
        contract_lines.partner_key,
        billed.match_method,
        coalesce(expectations.charge_type, billed.charge_type) as charge_type,
        coalesce(contract_lines.currency, billed.currency) as currency,
        coalesce(contract_lines.minor_units, billed.minor_units) as minor_units,
        coalesce(contract_lines.reporting_rate, billed.document_rate) as reporting_rate,
        expectations.expectation_key is not null as has_expectation,
        coalesce(expectations.is_due, false) as is_due,
        coalesce(expectations.is_collectible, false) as is_collectible,
        coalesce(expectations.is_renewal_term, false) as is_renewal_term,
        coalesce(expectations.period_start_on, billed.period_start_on) as period_start_on,
        coalesce(expectations.period_end_on, billed.period_end_on) as period_end_on,
        -- the last day of the days that a cut took off the period, where they were invoiced
        case
            when
                expectations.whole_end_on > expectations.period_end_on
                and expectations.expected_amount >= 0
                and greatest(billed.billed_amount - billed.credit_amount, billed.collected_amount) > expectations.expected_amount
                then least(expectations.whole_end_on, billed.served_through_on)
        end as cut_off_end_on,
        expectations.expected_invoice_on,
        expectations.expected_payment_on,
        coalesce(expectations.quantity, 0) as contract_quantity,
        coalesce(expectations.expected_amount, 0) as expected_amount,
        coalesce(billed.line_count, 0) as line_count,
        coalesce(billed.duplicate_count, 0) as duplicate_count,
        coalesce(billed.billed_quantity, 0) as billed_quantity,
        coalesce(billed.billed_amount, 0) as billed_amount,
        coalesce(billed.duplicate_amount, 0) as duplicate_amount,
        coalesce(billed.duplicate_excess_amount, 0) as duplicate_excess_amount,
        coalesce(billed.credit_amount, 0) as credit_amount,
        coalesce(billed.collected_amount, 0) as collected_amount,
        coalesce(billed.collected_at_payment_rate_rc, 0) as collected_at_payment_rate_rc,
        billed.first_issued_on,
        billed.duplicate_issued_on,
        billed.beyond_issued_on,
        billed.credited_on
    from expectations
    full outer join billed on expectations.expectation_key = billed.group_key
    left join contract_lines on coalesce(expectations.contract_line_key, billed.contract_line_key) = contract_lines.contract_line_key
),

final as (
    select
        group_key,
        revenue_line_key,
        contract_line_key,
        orphan_invoice_line_key,
        orphan_invoice_key,
        account_key,
        product_key,
        partner_key,
        match_method,
        charge_type,
        currency,
        minor_units,
        reporting_rate,
        has_expectation,
        is_due,
        is_collectible,
        is_renewal_term,
        period_start_on,
        period_end_on,
        expected_invoice_on,
        expected_payment_on,
        contract_quantity,
        expected_amount,
        line_count,
        duplicate_count,
        cast(
            case
                -- several lines that together stay within the expectation are parts of one price: their quantities do not add up
                when line_count > 1 and billed_amount <= expected_amount and billed_quantity > contract_quantity then contract_quantity
                else billed_quantity
            end as decimal(18, 8)
        ) as billed_quantity,
        cast(billed_amount as decimal(18, 4)) as billed_amount,
        cast(duplicate_amount as decimal(18, 4)) as duplicate_amount,
        cast(duplicate_excess_amount as decimal(18, 4)) as duplicate_excess_amount,
        cast(credit_amount as decimal(18, 4)) as credit_amount,
        cast(collected_amount as decimal(18, 4)) as collected_amount,
        cast(collected_at_payment_rate_rc as decimal(18, 4)) as collected_at_payment_rate_rc,
        first_issued_on,
        duplicate_issued_on,
        beyond_issued_on,
        credited_on,
        case when cut_off_end_on > period_end_on then cut_off_end_on end as cut_off_end_on
    from joined

    union all

    select
        group_key,
        revenue_line_key,
        cast(null as {{ dbt.type_string() }}),
        cast(null as {{ dbt.type_string() }}),
        cast(null as {{ dbt.type_string() }}),
        account_key,
        cast(null as {{ dbt.type_string() }}),
        cast(null as {{ dbt.type_string() }}),
        'unapplied_cash',
        'unapplied_cash',
        currency,
        minor_units,
        reporting_rate,
        false,
        false,
        false,
        false,
        paid_on,
        paid_on,
        cast(null as date),
        cast(null as date),
        cast(0 as decimal(18, 8)),
        cast(0 as decimal(18, 4)),
        0,
        0,
        cast(0 as decimal(18, 8)),
        cast(0 as decimal(18, 4)),
        cast(0 as decimal(18, 4)),
        cast(0 as decimal(18, 4)),
        cast(0 as decimal(18, 4)),
        unapplied_amount,
        unapplied_amount_rc,
        cast(null as date),
        cast(null as date),
        cast(null as date),
        cast(null as date),
        cast(null as date)
    from unapplied
)

select * from final
