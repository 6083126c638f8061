-- The billing period of an invoice line that names none: the not yet fully billed period of its contract line whose expected invoice
-- date is nearest to its issue date (the earlier on a tie). Lines that find their period taken by an earlier line choose once more
-- among what is still open, each another period. What finds nothing open bills its issue month: the period that covers most of it.
with charges as (
    select * from {{ ref('int_billing__charges') }}
    where contract_line_key is not null
),

expectations as (
    select * from {{ ref('int_schedule__expectations') }}
),

period_overlaps as (
    select * from {{ ref('int_billing__period_overlaps') }}
),

weighted as (
    select
        period_overlaps.expectation_key,
        charges.revenue_amount,
        charges.revenue_minor_units,
        period_overlaps.split_weight,
        sum(period_overlaps.split_weight) over (
            partition by period_overlaps.invoice_line_key
            order by period_overlaps.expectation_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(period_overlaps.split_weight) over (partition by period_overlaps.invoice_line_key) as total_weight
    from period_overlaps
    inner join charges on period_overlaps.invoice_line_key = charges.invoice_line_key
),

billed as (
    select
        expectation_key,
        sum({{ split_amount('revenue_amount', 'split_weight', 'cumulative_weight', 'total_weight', 'revenue_minor_units') }}) as billed_amount
    from weighted
    group by expectation_key
),

choices as (
    select
        charges.invoice_line_key,
        charges.invoice_line_id,
        charges.issued_on,
        charges.revenue_amount,
        expectations.expectation_key,
        expectations.period_start_on,
        abs({{ days_between('expectations.expected_invoice_on', 'charges.issued_on') }}) as distance_days,
        {{ days_between(
            'greatest(charges.service_start_on, expectations.period_start_on)',
            'least(charges.service_end_on, expectations.period_end_on)'
        ) }} + 1 as overlap_days,
        expectations.expected_amount - coalesce(billed.billed_amount, 0) as open_amount
    from charges
    inner join expectations
        on
        charges.contract_line_key = expectations.contract_line_key
        and charges.charge_type = expectations.charge_type
    left join billed on expectations.expectation_key = billed.expectation_key
    left join period_overlaps on charges.invoice_line_key = period_overlaps.invoice_line_key
    where period_overlaps.invoice_line_key is null and (not charges.has_service_period or charges.charge_type = 'change_order')
),

ranked as (
    select
        choices.*,
        row_number() over (partition by invoice_line_key order by distance_days, period_start_on, expectation_key) as preference
    from choices
    where open_amount > 0
),

claims as (
    select
        ranked.*,
        sum(revenue_amount) over (
            partition by expectation_key
            order by issued_on, invoice_line_id, invoice_line_key rows between unbounded preceding and current row
        ) - revenue_amount as claimed_before
    from ranked
    where preference = 1
),

still_open as (
    select
        choices.expectation_key,
        max(choices.open_amount) - coalesce(max(claimed.claimed_amount), 0) as open_amount
    from choices
    left join (
        select
            expectation_key,
            sum(revenue_amount) as claimed_amount
        from claims
        group by expectation_key
    ) as claimed on choices.expectation_key = claimed.expectation_key
    group by choices.expectation_key
),

displaced as (
    select
        claims.*,
        row_number() over (partition by expectation_key order by issued_on, invoice_line_id, invoice_line_key) as turn
    from claims
    where claimed_before >= open_amount
),

second_choices as (
    select
        choices.invoice_line_key,
        choices.expectation_key,
        displaced.turn,
        row_number() over (
            partition by choices.invoice_line_key
            order by choices.distance_days, choices.period_start_on, choices.expectation_key
        ) as preference
    from choices
    inner join displaced on choices.invoice_line_key = displaced.invoice_line_key
    inner join still_open
        on
        choices.expectation_key = still_open.expectation_key
        and still_open.open_amount > 0
),

found as (
    select
        invoice_line_key,
        expectation_key
    from claims
    where claimed_before < open_amount

    union all

    select
        invoice_line_key,
        expectation_key
    from second_choices
    where preference = turn
),

issue_months as (
    select
        choices.invoice_line_key,
        choices.expectation_key,
        row_number() over (
            partition by choices.invoice_line_key
            order by choices.overlap_days desc, choices.distance_days asc, choices.period_start_on asc, choices.expectation_key asc
        ) as preference
    from choices
    left join found on choices.invoice_line_key = found.invoice_line_key
    where choices.overlap_days > 0 and found.invoice_line_key is null
),

final as (
    select
        invoice_line_key,
        expectation_key
    from found

    union all

    select
        invoice_line_key,
        expectation_key
    from issue_months
    where preference = 1
)

select * from final
