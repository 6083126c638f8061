-- The billing periods that an invoice line with a service period bills: those it covers by more than half, else the one it covers
-- best. A change order is found by its id. What takes money back for the days that a cut took off a period belongs to that period.
with charges as (
    select * from {{ ref('int_billing__charges') }}
    where contract_line_key is not null
),

expectations as (
    select * from {{ ref('int_schedule__expectations') }}
),

overlapping as (
    select
        charges.invoice_line_key,
        expectations.expectation_key,
        expectations.period_start_on,
        expectations.weight,
        coalesce(expectations.whole_end_on > expectations.period_end_on, false) as is_cut,
        {{ days_between('charges.service_start_on', 'charges.service_end_on') }} + 1 as line_days,
        {{ days_between('expectations.period_start_on', 'expectations.period_end_on') }} + 1 as period_days,
        {{ days_between(
            'greatest(charges.service_start_on, expectations.period_start_on)',
            'least(charges.service_end_on, expectations.period_end_on)'
        ) }} + 1 as overlap_days,
        {{ add_months('charges.service_start_on', months_between('charges.service_start_on', add_days('charges.service_end_on', 1))) }}
        = {{ add_days('charges.service_end_on', 1) }} as is_whole_months,
        {{ months_between('charges.service_start_on', add_days('charges.service_end_on', 1)) }} as line_months
    from charges
    inner join expectations
        on
        charges.contract_line_key = expectations.contract_line_key
        and charges.charge_type = expectations.charge_type
        and charges.service_start_on <= expectations.period_end_on
        and charges.service_end_on >= expectations.period_start_on
    where charges.has_service_period and charges.charge_type <> 'change_order'
),

ranked as (
    select
        overlapping.*,
        row_number() over (
            partition by invoice_line_key
            order by overlap_days * cast(1.00000000 as decimal(12, 8)) / period_days desc, period_start_on, expectation_key asc
        ) as preference
    from overlapping
),

chosen as (
    select
        ranked.*,
        count(*) over (partition by invoice_line_key) as period_count
    from ranked
    where preference = 1 or overlap_days * 2 > period_days
),

final as (
    select
        invoice_line_key,
        expectation_key,
        cast({{ round_div('weight * overlap_days', 'period_days') }} as bigint) as split_weight,
        -- the part of the period that the line covers, in billionths: quantities count in this proportion
        case
            when period_count > 1 then cast({{ round_div('cast(1000000000 as bigint) * overlap_days', 'period_days') }} as bigint)
            when line_days = period_days then cast(1000000000 as bigint)
            when is_whole_months and line_months > 0 and weight > 0 and not is_cut
                then cast({{ round_div('cast(1000000000 as ' ~ whole_number() ~ ') * line_months * 1000000000', 'weight') }} as bigint)
            else cast({{ round_div('cast(1000000000 as bigint) * line_days', 'period_days') }} as bigint)
        end as coverage,
        false as is_taken_back
    from chosen

    union all

    select
        charges.invoice_line_key,
        expectations.expectation_key,
        expectations.weight,
        cast({{ round_div(
            'cast(1000000000 as bigint) * (' ~ days_between('charges.service_start_on', 'charges.service_end_on') ~ ' + 1)',
            '(' ~ days_between('expectations.period_start_on', 'expectations.period_end_on') ~ ' + 1)'
        ) }} as bigint),
        true
    from charges
    inner join expectations
        on
        charges.contract_line_key = expectations.contract_line_key
        and charges.charge_type = expectations.charge_type
        and charges.service_start_on > expectations.period_end_on
        and charges.service_start_on <= expectations.whole_end_on
    where charges.has_service_period and charges.charge_type <> 'change_order' and charges.revenue_amount < 0

    union all

    select
        charges.invoice_line_key,
        expectations.expectation_key,
        expectations.weight,
        cast(1000000000 as bigint),
        false
    from charges
    inner join expectations
        on
        charges.contract_line_key = expectations.contract_line_key
        and charges.change_order_id = expectations.change_order_id
    where charges.charge_type = 'change_order'
)

select * from final
