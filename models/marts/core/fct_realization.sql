-- Aligned: obligations whose payment is expected by the as-of date, cash capped per obligation, no orphans.
with cells as (
    select * from {{ ref('int_states__cells') }}
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
    where not is_orphan
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

lines as (
    select
        revenue_lines.account_key,
        revenue_lines.currency,
        revenue_lines.reporting_rate,
        reporting.minor_units as reporting_minor_units,
        cells.service_month,
        cells.collectible_amount as contracted_amount,
        cells.collectible_billed_amount as billed_amount,
        case when cells.collectible_amount <> 0 then cells.recognized_amount else 0 end as recognized_amount,
        cells.aligned_collected_amount as collected_amount,
        cells.due_amount,
        cells.collected_amount as all_collected_amount
    from cells
    inner join revenue_lines on cells.revenue_line_key = revenue_lines.revenue_line_key
    cross join reporting
),

{%- set amounts = ['contracted_amount', 'billed_amount', 'recognized_amount', 'collected_amount'] %}

summed as (
    select
        account_key,
        service_month,
        currency,
        {% for amount in amounts -%}
            cast(sum({{ amount }}) as decimal(18, 4)) as {{ amount }},
            cast(sum({{ round_money(multiply(amount, 'reporting_rate'), 'reporting_minor_units') }}) as decimal(18, 4)) as {{ amount }}_rc,
        {% endfor -%}
        cast(sum(due_amount) as decimal(18, 4)) as due_amount,
        cast(sum(all_collected_amount) as decimal(18, 4)) as all_collected_amount
    from lines
    group by account_key, service_month, currency
),

rated as (
    select
        summed.*,
        {{ ratio('collected_amount', 'contracted_amount') }} as realization_rate,
        {{ ratio('all_collected_amount', 'due_amount') }} as unaligned_realization_rate
    from summed
    where due_amount <> 0 or contracted_amount <> 0
)

select
    account_key,
    currency,
    {% for amount in amounts -%}
        {{ amount }},
        {{ amount }}_rc,
    {% endfor -%}
    realization_rate,
    unaligned_realization_rate,
    coalesce(realization_rate * 100 < {{ var('realization_materiality_pct') }}, false) as is_material,
    service_month
from rated
