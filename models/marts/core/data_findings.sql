with findings as (
    {% for subject in finding_subjects() -%}
        select * from {{ ref('int_findings__' ~ subject) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

policy as (
    select * from {{ ref('finding_policy') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
)

select
    findings.finding,
    findings.system,
    findings.table_name,
    findings.source_row_id,
    findings.currency,
    policy.description,
    findings.detail,
    policy.recommended_action,
    findings.amount,
    {{ round_money(multiply('findings.amount', 'rates.rate'), 'reporting.minor_units') }} as amount_rc,
    findings.event_on
from findings
cross join reporting
left join policy on findings.finding = policy.finding
left join rates
    on
    findings.currency = rates.currency
    and findings.event_on between rates.valid_from and rates.valid_to
