with parts as (
    select * from {{ ref('int_pricing__drift_parts') }}
),

line_splits as (
    select * from {{ ref('int_pricing__line_splits') }}
),

current_lines as (
    select invoice_line_key from {{ ref('int_pricing__current_lines') }}
),

fitted as (
    select * from {{ ref('int_pricing__fitted_discounts') }}
),

excepted as (
    select * from {{ ref('int_pricing__excepted_lines') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

joined as (
    select
        parts.drift_cause,
        -- the cause stays what it is where somebody approved it as an exception
        parts.is_sanctioned or coalesce(excepted.excepted_amount >= parts.drift_amount, false) as is_sanctioned,
        parts.drift_amount,
        coalesce(excepted.excepted_amount, 0) as excepted_amount,
        line_splits.*,
        reporting.minor_units as reporting_minor_units,
        {{ round_money(multiply('parts.drift_amount', 'line_splits.reporting_rate'), 'reporting.minor_units') }}
            as drift_amount_rc,
        {{ round_money(
            multiply('coalesce(excepted.excepted_amount, 0)', 'line_splits.reporting_rate'), 'reporting.minor_units'
        ) }} as excepted_amount_rc,
        current_lines.invoice_line_key is not null as is_current,
        fitted.fitted_explanation
    from parts
    inner join line_splits on parts.invoice_line_key = line_splits.invoice_line_key
    cross join reporting
    left join current_lines on parts.invoice_line_key = current_lines.invoice_line_key
    left join excepted
        on
        parts.invoice_line_key = excepted.invoice_line_key
        and parts.drift_cause not in ('price_lock', 'approved_discount', 'promotion', 'unapproved_discount')
    left join fitted on parts.invoice_line_key = fitted.invoice_line_key and parts.drift_cause = 'wrong_rate'
)

select
    invoice_line_id,
    invoice_id,
    contract_line_id,
    account_key,
    product_key,
    currency,
    drift_cause,
    fitted_explanation,
    quantity,
    weight as month_billionths,
    unit_months,
    rate_card_unit_price,
    {{ unit_price('contract_amount', 'unit_months') }} as contract_unit_price,
    {{ unit_price('billed_amount', 'unit_months') }} as billed_unit_price,
    drift_amount,
    drift_amount_rc,
    cast(excepted_amount as decimal(18, 4)) as excepted_amount,
    excepted_amount_rc,
    {{ scale_amount('drift_amount', 'cast(1000000000 as bigint)', 'weight', 'minor_units') }}
        as monthly_drift_amount,
    {{ scale_amount('drift_amount_rc', 'cast(1000000000 as bigint)', 'weight', 'reporting_minor_units') }}
        as monthly_drift_amount_rc,
    {{ scale_amount('drift_amount', 'cast(12000000000 as bigint)', 'weight', 'minor_units') }}
        as annualized_drift_amount,
    {{ scale_amount('drift_amount_rc', 'cast(12000000000 as bigint)', 'weight', 'reporting_minor_units') }}
        as annualized_drift_amount_rc,
    {{ ratio('drift_amount * 100', 'rate_card_amount') }} as drift_pct,
    is_sanctioned,
    is_current,
    cast({{ dbt.date_trunc('quarter', 'service_start_on') }} as date) as quarter,
    service_start_on,
    service_end_on
from joined
