{%- set amounts = ['starting', 'churned', 'contracted_down', 'expanded', 'pending'] -%}
with renewals as (
    select * from {{ ref('int_lifecycle__renewals') }}
),

reporting as (
    select minor_units as reporting_minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

parts as (
    select
        renewals.segment,
        renewals.currency,
        renewals.reporting_rate,
        reporting.reporting_minor_units,
        case when outcome = 'in_flight' then 0 else term_amount end as starting_amount,
        case when outcome = 'dropped' then term_amount else 0 end as churned_amount,
        case when outcome = 'advanced' then greatest(term_amount - renewed_amount, 0) else 0 end as contracted_down_amount,
        case when outcome = 'advanced' then greatest(renewed_amount - term_amount, 0) else 0 end as expanded_amount,
        case when outcome = 'in_flight' then term_amount else 0 end as pending_amount,
        renewals.outcome,
        {{ month_start('renewals.ended_on') }} as cohort_month
    from renewals
    cross join reporting
),

summed as (
    select
        cohort_month,
        segment,
        currency,
        {% for amount in amounts -%}
            cast(sum({{ amount }}_amount) as decimal(18, 4)) as {{ amount }}_amount,
            cast(
                sum({{ round_money(multiply(amount ~ '_amount', 'reporting_rate'), 'reporting_minor_units') }}) as decimal(18, 4)
            ) as {{ amount }}_amount_rc,
        {% endfor -%}
        cast(count(*) as integer) as term_count,
        cast(count(case when outcome = 'dropped' then 1 end) as integer) as churned_count
    from parts
    group by cohort_month, segment, currency
)

select
    segment,
    currency,
    {% for amount in amounts -%}
        {{ amount }}_amount,
        {{ amount }}_amount_rc,
    {% endfor -%}
    term_count,
    churned_count,
    {{ ratio('(starting_amount - churned_amount - contracted_down_amount)', 'starting_amount') }} as gross_retention,
    {{ ratio('(starting_amount - churned_amount - contracted_down_amount + expanded_amount)', 'starting_amount') }} as net_retention,
    cohort_month
from summed
