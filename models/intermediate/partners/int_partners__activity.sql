{#- Every measure once: its name, and where it comes from. Counts and days stand beside money; what a source does not have is 0. -#}
{%- set measures = [
    'forecast_amount', 'attained_amount', 'booked_amount', 'contracted_amount', 'billed_amount', 'recognized_amount', 'collected_amount', 'leakage_amount',
    'discount_exception_count', 'overdue_renewal_count', 'overdue_renewal_amount', 'invoice_count', 'invoice_delay_days',
    'correction_count', 'correction_amount', 'rebate_amount', 'commission_due_amount', 'commission_paid_amount', 'commission_reclaim_amount',
    'commission_owed_amount', 'sell_through_finding_amount',
] -%}
{%- set sources = {
    'forecasts': ['forecast_amount'],
    'attained': ['attained_amount'],
    'bookings': ['booked_amount'],
    'states': ['contracted_amount', 'billed_amount', 'recognized_amount', 'collected_amount'],
    'leaks': ['leakage_amount'],
    'discounts': ['discount_exception_count'],
    'renewals': ['overdue_renewal_count', 'overdue_renewal_amount'],
    'delays': ['invoice_count', 'invoice_delay_days'],
    'credit_notes': ['correction_count', 'correction_amount', 'rebate_amount'],
    'commissions': ['commission_due_amount', 'commission_paid_amount', 'commission_reclaim_amount', 'commission_owed_amount'],
    'sell_through': ['sell_through_finding_amount'],
} -%}
-- What happened in the channel, by partner, month and currency: the partner's own, before any roll-up.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
    where partner_key is not null
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
    where partner_key is not null
),

forecasts as (
    select * from {{ ref('int_partners__forecasts') }}
),

bookings as (
    select
        partner_key,
        {{ month_start('closed_on') }} as month,
        currency,
        total_price as booked_amount
    from contract_lines
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

-- a forecast in one currency is met by bookings in any
attained as (
    select
        forecasts.partner_key,
        forecasts.month,
        forecasts.currency,
        case
            when contract_lines.currency = forecasts.currency then contract_lines.total_price
            when rates.rate > 0
                then {{ scale_amount('contract_lines.total_price', 'contract_lines.reporting_rate', 'rates.rate', 'currencies.minor_units') }}
            else 0
        end as attained_amount
    from contract_lines
    inner join forecasts
        on
        contract_lines.partner_key = forecasts.partner_key
        and {{ month_start('contract_lines.closed_on') }} = forecasts.month
    inner join {{ ref('currencies') }} as currencies on forecasts.currency = currencies.currency
    left join rates
        on forecasts.currency = rates.currency and contract_lines.closed_on between rates.valid_from and rates.valid_to
),

states as (
    select
        revenue_lines.partner_key,
        cells.service_month as month,
        revenue_lines.currency,
        cells.contracted_amount,
        cells.billed_amount,
        cells.recognized_amount,
        cells.collected_amount
    from {{ ref('int_states__cells') }} as cells
    inner join revenue_lines on cells.revenue_line_key = revenue_lines.revenue_line_key
),

leaks as (
    select
        revenue_lines.partner_key,
        bridge_rows.service_month as month,
        revenue_lines.currency,
        bridge_rows.gap_amount as leakage_amount
    from {{ ref('int_bridge__rows') }} as bridge_rows
    inner join revenue_lines on bridge_rows.revenue_line_key = revenue_lines.revenue_line_key
    where bridge_rows.is_missing_money and not bridge_rows.is_approved
),

discounts as (
    select
        contract_lines.partner_key,
        {{ month_start('contract_lines.closed_on') }} as month,
        contract_lines.currency,
        1 as discount_exception_count
    from {{ ref('int_pricing__contract_discounts') }} as discounts
    inner join contract_lines on discounts.contract_line_key = contract_lines.contract_line_key
    where discounts.status in ('exceeds_approval', 'missing_approval')
),

renewals as (
    select
        partner_key,
        {{ month_start('end_on') }} as month,
        currency,
        1 as overdue_renewal_count,
        total_price as overdue_renewal_amount
    from {{ ref('int_partners__overdue_renewals') }}
),

-- an invoice before its day is not late
delays as (
    select
        contract_lines.partner_key,
        {{ month_start('groups.expected_invoice_on') }} as month,
        groups.currency,
        1 as invoice_count,
        greatest({{ days_between('groups.expected_invoice_on', 'groups.first_issued_on') }}, 0) as invoice_delay_days
    from {{ ref('int_bridge__groups') }} as groups
    inner join contract_lines on groups.contract_line_key = contract_lines.contract_line_key
    where groups.has_expectation and groups.first_issued_on is not null
),

-- a rebate is agreed with a partner; any other credit note corrects an invoice
credit_notes as (
    select
        revenue_lines.partner_key,
        {{ month_start('credits.credited_on') }} as month,
        revenue_lines.currency,
        case
            when
                not notes.is_rebate
                and row_number() over (partition by credits.credit_note_line_key order by credits.piece_key) = 1
                then 1
            else 0
        end as correction_count,
        case when notes.is_rebate then 0 else credits.revenue_credit_amount end as correction_amount,
        case when notes.is_rebate then credits.revenue_credit_amount else 0 end as rebate_amount
    from {{ ref('int_billing__credit_pieces') }} as credits
    inner join {{ ref('int_canonical__credit_notes') }} as notes on credits.credit_note_line_key = notes.credit_note_line_key
    inner join {{ ref('int_billing__pieces') }} as pieces on credits.piece_key = pieces.piece_key
    inner join revenue_lines on pieces.revenue_line_key = revenue_lines.revenue_line_key
),

commissions as (
    select
        partner_key,
        {{ month_start('opened_on') }} as month,
        currency,
        due_amount as commission_due_amount,
        paid_amount as commission_paid_amount,
        greatest(finding_amount, 0) as commission_reclaim_amount,
        greatest(-finding_amount, 0) as commission_owed_amount
    from {{ ref('int_commissions__audit') }}
    where partner_key is not null
),

sell_through as (
    select
        partner_key,
        month,
        currency,
        finding_amount as sell_through_finding_amount
    from {{ ref('int_sell_through__findings') }}
    where finding <> 'duplicate_claim'
),

united as (
    {% for source, given in sources.items() -%}
        select
            partner_key,
            month,
            currency,
            {%- for measure in measures %}
                cast({{ measure if measure in given else 0 }} as decimal(18, 4)) as {{ measure }}{% if not loop.last %},{% endif %}
            {%- endfor %}
        from {{ source }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    partner_key,
    month,
    currency,
    {%- for measure in measures %}
        cast(sum({{ measure }}) as decimal(18, 4)) as {{ measure }}{% if not loop.last %},{% endif %}
    {%- endfor %}
from united
group by partner_key, month, currency
