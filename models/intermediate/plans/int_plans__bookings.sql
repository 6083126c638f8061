-- What was booked: the value of every contract line on its close date. Lines win over the amount of their deal, as everywhere.
with contract_lines as (
    select * from {{ ref('int_canonical__contract_lines') }}
),

partners as (
    select * from {{ ref('int_plans__partners') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

final as (
    select
        contract_lines.contract_line_key,
        contract_lines.source_relation,
        contract_lines.contract_line_id,
        contract_lines.deal_id,
        contract_lines.owner_id as rep_id,
        partners.plan_partner_id as partner_id,
        contract_lines.currency,
        rates.rate as reporting_rate,
        coalesce(contract_lines.total_price, cast(0 as decimal(18, 4))) as amount,
        {{ round_money(multiply('coalesce(contract_lines.total_price, 0)', 'rates.rate'), 'reporting.minor_units') }} as amount_rc,
        contract_lines.closed_on
    from contract_lines
    cross join reporting
    left join partners
        on
        contract_lines.source_relation = partners.source_relation
        and contract_lines.partner_id = partners.partner_id
    left join rates
        on
        contract_lines.currency = rates.currency
        and contract_lines.closed_on between rates.valid_from and rates.valid_to
)

select * from final
