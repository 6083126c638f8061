-- The basis of each payee's commission on each contract line, by what it is compared with: a unit that payments name, or the line itself
-- for what no payment names. In the currency of the unit, at the contract's close date where that is not the line's. Payable is what
-- came about before the holding period, and by the last day on which commissions were paid at all: a payment that the export
-- cannot hold yet is not missing.
with entitlements as (
    select * from {{ ref('int_commissions__entitlements') }}
),

basis as (
    select * from {{ ref('int_commissions__basis') }}
),

contract_lines as (
    select
        lines.*,
        {{ surrogate_key(['source_relation', 'coalesce(deal_id, contract_line_id)']) }} as deal_key
    from {{ ref('int_contracts__lines') }} as lines
),

units as (
    select distinct
        unit_key,
        payee_key,
        unit_type,
        unit_ref,
        unit_currency
    from {{ ref('int_commissions__payment_units') }}
),

last_runs as (
    select
        payee_type,
        max(paid_on) as last_paid_on
    from {{ ref('int_commissions__payments') }}
    group by payee_type
),

placed as (
    select
        coalesce(
            deals.unit_key,
            lines.unit_key,
            invoices.unit_key,
            {{ surrogate_key(['entitlements.payee_key', "'open'", 'entitlements.contract_line_key']) }}
        ) as unit_key,
        coalesce(deals.unit_type, lines.unit_type, invoices.unit_type, 'open') as unit_type,
        coalesce(deals.unit_currency, lines.unit_currency, invoices.unit_currency, contract_lines.currency) as currency,
        entitlements.*,
        basis.basis as kind,
        basis.amount,
        {{ add_days('basis.event_on', 'entitlements.holding_days') }} as payable_on,
        last_runs.last_paid_on
    from entitlements
    inner join contract_lines on entitlements.contract_line_key = contract_lines.contract_line_key
    inner join basis on entitlements.contract_line_key = basis.contract_line_key
    left join last_runs on entitlements.payee_type = last_runs.payee_type
    left join units as deals
        on deals.unit_type = 'deal' and entitlements.payee_key = deals.payee_key and contract_lines.deal_key = deals.unit_ref
    left join units as lines
        on
        lines.unit_type = 'contract_line'
        and entitlements.payee_key = lines.payee_key
        and entitlements.contract_line_key = lines.unit_ref
    left join units as invoices
        on invoices.unit_type = 'invoice' and entitlements.payee_key = invoices.payee_key and basis.invoice_key = invoices.unit_ref
),

summed as (
    select
        unit_key,
        unit_type,
        currency,
        payee_key,
        contract_line_key,
        min(rate) as rate,
        sum(case when kind = basis then amount else 0 end) as basis_amount,
        sum(case when kind = basis and payable_on <= last_paid_on then amount else 0 end) as payable_amount,
        sum(case when kind = 'invoiced' then amount else 0 end) as invoiced_amount,
        -- an invoice does not say what was contracted: all of it is what it bills
        sum(case when kind = case when unit_type = 'invoice' then 'invoiced' else 'contracted' end then amount else 0 end)
            as contracted_amount,
        min(case when kind = basis and amount > 0 then payable_on end) as payable_on
    from placed
    group by unit_key, unit_type, currency, payee_key, contract_line_key
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

{%- set amounts = ['basis_amount', 'payable_amount', 'invoiced_amount', 'contracted_amount'] %}

converted as (
    select
        summed.unit_key,
        summed.unit_type,
        summed.payee_key,
        summed.contract_line_key,
        summed.currency,
        currencies.minor_units,
        summed.rate,
        summed.payable_on,
        {%- for amount in amounts %}
            case
                when summed.currency = contract_lines.currency then summed.{{ amount }}
                when rates.rate > 0
                    then {{ scale_amount('summed.' ~ amount, 'contract_lines.reporting_rate', 'rates.rate', 'currencies.minor_units') }}
            end as {{ amount }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from summed
    inner join contract_lines on summed.contract_line_key = contract_lines.contract_line_key
    inner join {{ ref('currencies') }} as currencies on summed.currency = currencies.currency
    left join rates on summed.currency = rates.currency and contract_lines.closed_on between rates.valid_from and rates.valid_to
)

select
    unit_key,
    unit_type,
    payee_key,
    contract_line_key,
    currency,
    minor_units,
    rate,
    payable_on,
    {%- for amount in amounts %}
        cast({{ amount }} as decimal(18, 4)) as {{ amount }},
        {{ round_money(multiply(amount, 'rate'), 'minor_units') }} as {{ amount | replace('_amount', '_commission') }}{% if not loop.last %},{% endif %}
    {%- endfor %}
from converted
