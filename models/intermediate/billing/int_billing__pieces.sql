-- THE grain behind the bridge: one row per invoice line and billing period it bills (a line over several periods is split by weight),
-- or the invoice line itself where it bills no expected period or belongs to no contract line.
with charges as (
    select * from {{ ref('int_billing__charges') }}
),

expectations as (
    select * from {{ ref('int_schedule__expectations') }}
),

assignments as (
    select
        invoice_line_key,
        expectation_key,
        split_weight,
        coverage,
        is_taken_back
    from {{ ref('int_billing__period_overlaps') }}

    union all

    select
        invoice_line_key,
        expectation_key,
        cast(1000000000 as bigint),
        cast(1000000000 as bigint),
        false
    from {{ ref('int_billing__nearest_periods') }}
),

joined as (
    select
        charges.*,
        assignments.expectation_key,
        coalesce(assignments.coverage, 1000000000) as coverage,
        coalesce(assignments.split_weight, 1) as split_weight,
        coalesce(assignments.is_taken_back, false) as is_taken_back,
        coalesce(expectations.period_start_on, charges.service_start_on) as period_start_on,
        coalesce(expectations.period_end_on, charges.service_end_on) as period_end_on
    from charges
    left join assignments on charges.invoice_line_key = assignments.invoice_line_key
    left join expectations on assignments.expectation_key = expectations.expectation_key
),

weighted as (
    select
        joined.*,
        sum(split_weight) over (
            partition by invoice_line_key order by period_start_on, expectation_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(split_weight) over (partition by invoice_line_key) as total_weight
    from joined
),

final as (
    select
        {{ surrogate_key(['invoice_line_key', 'expectation_key']) }} as piece_key,
        coalesce(
            expectation_key,
            {{ surrogate_key(['revenue_line_key', 'charge_type', 'period_start_on', 'period_end_on']) }}
        ) as group_key,
        invoice_line_key,
        invoice_key,
        invoice_line_id,
        revenue_line_key,
        contract_line_key,
        expectation_key,
        match_method,
        account_key,
        product_key,
        charge_type,
        is_proration or is_taken_back as is_proration,
        is_converted,
        currency,
        minor_units,
        revenue_currency,
        revenue_minor_units,
        document_rate,
        quantity,
        coverage,
        {{ split_amount('net_amount', 'split_weight', 'cumulative_weight', 'total_weight', 'minor_units') }} as net_amount,
        {{ split_amount('revenue_amount', 'split_weight', 'cumulative_weight', 'total_weight', 'revenue_minor_units') }} as revenue_amount,
        issued_on,
        due_on,
        period_start_on,
        period_end_on,
        case when has_service_period then service_end_on end as served_through_on
    from weighted
)

select * from final
